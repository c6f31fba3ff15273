import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';
import { contenders, type ContenderName } from './contender-list.js';

const folder = import.meta.dirname;

function benchEntry(module: string): Plugin {
  return {
    name: 'bench-entry',
    resolveId: (id) => (id === 'bench-entry' ? '\0bench-entry' : null),
    load: (id) =>
      id === '\0bench-entry'
        ? `import { offerContender } from ${JSON.stringify(join(folder, 'page/bench-page.ts'))};
import { createContender } from ${JSON.stringify(join(folder, module))};
offerContender(createContender);`
        : null,
  };
}

/** Bundles one page for each contender as an application would, and says in which folder they are. */
export async function buildPages(names: readonly ContenderName[]): Promise<string> {
  const place = await mkdtemp(join(tmpdir(), 'markdown-bench-'));
  for (const name of names) {
    await build({
      configFile: false,
      root: folder,
      mode: 'production',
      logLevel: 'error',
      publicDir: false,
      plugins: [benchEntry(contenders[name].module)],
      build: {
        target: 'es2022',
        modulePreload: false,
        outDir: join(place, name),
        emptyOutDir: true,
        chunkSizeWarningLimit: Infinity,
        rolldownOptions: { input: { page: 'bench-entry' }, output: { entryFileNames: '[name].js' } },
      },
    });
  }
  return place;
}
