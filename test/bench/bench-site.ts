import { readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { startSite, type Site } from '../support/serve-site.js';

/** The same page for all: a box of the same width, in view, that scrolls like a chat. */
function writePage(name: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${name}</title><link rel="icon" href="data:,">
<style>body { margin: 0 } main { width: 720px; height: 700px; overflow: auto }</style>
<main></main><script type="module" src="/${name}/page.js"></script></html>`;
}

/** Serves the bundled pages: `/NAME/` and what it loads. */
export function startBenchSite(folder: string): Promise<Site> {
  return startSite((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site');
    // Times in the page at full precision.
    response.setHeader('cross-origin-opener-policy', 'same-origin');
    response.setHeader('cross-origin-embedder-policy', 'require-corp');
    if (pathname.endsWith('/')) {
      response.setHeader('content-type', 'text/html; charset=utf-8').end(writePage(pathname.slice(1, -1)));
      return;
    }
    const file = join(folder, decodeURIComponent(pathname));
    const type = file.endsWith('.css') ? 'text/css' : 'text/javascript; charset=utf-8';
    void (file.startsWith(folder + sep) ? readFile(file) : Promise.reject(new Error('outside'))).then(
      (body) => response.setHeader('content-type', type).end(body),
      () => response.writeHead(404).end(),
    );
  });
}
