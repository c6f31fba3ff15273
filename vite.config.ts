import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  build,
  defineConfig,
  transformWithOxc,
  type BuildEnvironmentOptions,
  type Plugin,
  type Rolldown,
  type UserConfig,
} from 'vite';
import { transform } from 'lightningcss';
import { minify, type MinifyOutput } from 'terser';
import { devBackend } from './demo/dev-backend.js';
import { leaveOutMarkedInstance } from './test/support/leave-out-marked-instance.js';

const target = 'es2022';

/** Every file directly in src/ is a published entry; the classic script has its own build. */
function npmEntries() {
  const files = readdirSync('src').filter((file) => file.endsWith('.ts') && file !== 'standalone.ts');
  return Object.fromEntries(files.map((file) => [file.replace('.ts', ''), `src/${file}`]));
}

function library(build: BuildEnvironmentOptions, plugins: Plugin[] = []): UserConfig {
  return {
    plugins,
    publicDir: false,
    build: { target, modulePreload: false, copyPublicDir: false, ...build },
  };
}

function squeezeStyles(css: string) {
  return transform({ filename: 'part.css', code: Buffer.from(css), minify: true }).code.toString();
}

/** Minifiers leave template literals alone; in style sheets and markup most white space is for us. */
function squeezeTemplates(): Plugin {
  return {
    name: 'gemini-chat-squeeze-templates',
    transform(code, id) {
      if (!id.includes('/src/')) return null;
      if (id.endsWith('.styles.ts'))
        return { code: code.replace(/(?<=css`)[^`]*/, squeezeStyles), map: null };
      return /\bhtml`/.test(code)
        ? { code: code.replaceAll(/\n\s+/g, '\n').replaceAll(/>\n</g, '><'), map: null }
        : null;
    },
  };
}

/**
 * The script-tag builds carry DOMPurify without its lists of names. What it allows by default is replaced by the
 * sanitizer's own list, which holds names of HTML alone; so whatever is SVG or MathML goes, known by name or not.
 */
function leaveOutPurifyDefaults(): Plugin {
  const lists = [
    'html$1',
    'svg$1',
    'svgFilters',
    'svgDisallowed',
    'mathMl$1',
    'mathMlDisallowed',
    'html',
    'svg',
    'mathMl',
    'xml',
  ];
  return {
    name: 'gemini-chat-leave-out-purify-defaults',
    transform(code, id) {
      if (!id.endsWith('/dompurify/dist/purify.es.mjs')) return null;
      const emptied = lists.reduce((rest, name) => {
        const list = new RegExp(`(?<=const ${name.replace('$', '\\$')} = freeze\\(\\[)[^\\]]+(?=\\]\\))`);
        if (!list.test(rest)) throw new Error('DOMPurify is built in another way than before.');
        return rest.replace(list, '');
      }, code);
      return { code: emptied, map: null };
    },
  };
}

function countZipped({ code = '' }: MinifyOutput) {
  return gzipSync(code).length;
}

/** Smaller by some hundredths than the bundler's own minifier; every visitor pays for the difference. */
function minifyModules(): Plugin {
  return {
    name: 'gemini-chat-minify-modules',
    async generateBundle(_options, bundle) {
      for (const [fileName, file] of Object.entries(bundle)) {
        if (file.type !== 'chunk') continue;
        const mapFile = bundle[`${fileName}.map`];
        const content = mapFile?.type === 'asset' ? String(mapFile.source) : undefined;
        // Functions where they stand, or first: of what most visitors load, whichever is smaller.
        const orders = /\/(?:core|markdown)-/.test(fileName) ? [false, true] : [false];
        const attempts = orders.map((hoist_funs) =>
          minify(file.code, {
            module: true,
            ecma: 2020,
            // Chosen by what is left after gzip, which likes repeated statements better than clever ones. What lays
            // out diagrams is large and small already: it would take a minute more.
            compress: file.code.length < 500_000 && {
              passes: 4,
              sequences: false,
              if_return: false,
              keep_fargs: false,
              lhs_constants: false,
              pure_getters: true,
              unsafe_arrows: true,
              unsafe_methods: true,
              hoist_funs,
            },
            ...(content !== undefined && { sourceMap: { content } }),
          }),
        );
        const { code, map } = (await Promise.all(attempts)).reduce((first, second) =>
          countZipped(second) < countZipped(first) ? second : first,
        );
        file.code = code ?? file.code;
        if (mapFile?.type === 'asset' && typeof map === 'string') mapFile.source = map;
      }
    },
  };
}

/**
 * What listens to the microphone runs beside the page, from a file of its own: policies forbid `data:` and `blob:`. It
 * lies in `folder` with the chunk that names it.
 */
function emitWorklet(folder: string, query = ''): Plugin {
  const address = /(?<=new URL\(\s*)'\.\/microphone-worklet\.[jt]s'(?=,\s*import\.meta\.url\s*,?\s*\))/;
  // Until the chunks are written Vite must not see a file's name: it would have its own way with it.
  const placeholder = '__MICROPHONE_WORKLET__';
  return {
    name: 'gemini-chat-emit-worklet',
    apply: 'build',
    enforce: 'pre',
    async transform(code, id) {
      if (!id.endsWith('/src/voice/load-microphone-worklet.ts')) return null;
      if (!address.test(code)) throw new Error('The microphone is loaded in another way than before.');
      const file = resolve(dirname(id), 'microphone-worklet.ts');
      const worklet = await transformWithOxc(readFileSync(file, 'utf8'), file, { target, sourcemap: false });
      const { code: source = worklet.code } = await minify(worklet.code, { module: true, ecma: 2020 });
      this.emitFile({ type: 'asset', fileName: `${folder}/microphone-worklet.js`, source });
      return { code: code.replace(address, placeholder), map: null };
    },
    renderChunk(code) {
      if (!code.includes(placeholder)) return null;
      return { code: code.replaceAll(placeholder, `'./microphone-worklet.js${query}'`), map: null };
    },
  };
}

/** For bundlers and servers: one module per entry, dependencies left to the application. */
function npmPackage() {
  return library(
    {
      outDir: 'dist',
      emptyOutDir: true,
      sourcemap: true,
      minify: false,
      lib: { entry: npmEntries(), formats: ['es'] },
      rolldownOptions: {
        external: /^[^./\0]/,
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
    // Vite would write a file as small as this one into an address that begins with `data:`.
    [emitWorklet('chunks', '?no-inline')],
  );
}

type GroupName = Extract<Rolldown.CodeSplittingGroup['name'], (...values: never[]) => unknown>;

/**
 * What is needed at once is one chunk, and what the first answer needs beside it is another, however many lazy
 * chunks share parts of them: small files compress badly, and each is a request.
 */
function groupByFirstUse(): GroupName {
  const starts = { core: '/src/standalone.ts', markdown: '/src/ui/answer-renderer.ts' };
  return (id, context) => {
    const reaches = (start: string, seen = new Set<string>()): boolean => {
      if (start === id) return true;
      seen.add(start);
      const imported = context.getModuleInfo(start)?.importedIds ?? [];
      return imported.some((next) => !seen.has(next) && reaches(next, seen));
    };
    // By itself, so that it is what is asked for, and not one of several things in a chunk.
    if (id.endsWith(starts.markdown)) return null;
    return Object.entries(starts).find(([, file]) => reaches(resolve(`.${file}`)))?.[0];
  };
}

/** For a module script tag: everything inside, and what few answers need in chunks beside it. */
function cdnModule() {
  return library(
    {
      outDir: 'dist/cdn',
      license: { fileName: 'LICENSES.md' },
      // Beside the files for whoever looks for them; not named in them, where every visitor pays.
      sourcemap: 'hidden',
      lib: { entry: { 'gemini-chat': 'src/standalone.ts' }, formats: ['es'] },
      rolldownOptions: {
        checks: { pluginTimings: false },
        output: {
          codeSplitting: { groups: [{ name: groupByFirstUse() }] },
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
        },
      },
    },
    [
      squeezeTemplates(),
      leaveOutMarkedInstance(),
      leaveOutPurifyDefaults(),
      emitWorklet('chunks'),
      minifyModules(),
    ],
  );
}

/**
 * The loaders of what is large and what few answers need: drawing code, math, the rules of programming languages, and
 * Google's client for live sessions. A classic script can import modules too, beside itself; where they were not
 * copied with it, code and math stay text, and nobody can talk.
 */
const largeLoaders =
  /\/src\/(?:code|diagrams|math|live)\/load-(?:diagram|math|highlighter|language|genai)\.ts$/;
/** It looks for a file beside itself, as a classic script cannot. */
const voiceRoom = /\/src\/voice\//;

/** Short, and none like another. */
function nameModule(specifier: string, id: string) {
  const name = /([^/]+)\.\w+$/.exec(id)?.[1];
  return name && name !== 'index' ? name : specifier.replaceAll(/\W+/g, '-').replace(/^-/, '');
}

/** Leaves what some loaders import out of the one file, and builds it as modules beside it. */
function importBeside(plugins: Plugin[]): Plugin {
  const entries = new Map<string, string>();
  let outDir = '';
  return {
    name: 'gemini-chat-import-beside',
    enforce: 'pre',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    async resolveDynamicImport(specifier, importer) {
      if (typeof specifier !== 'string' || !importer) return null;
      const resolved = await this.resolve(specifier, importer);
      if (!resolved || !(largeLoaders.test(importer) || voiceRoom.test(resolved.id))) return null;
      const name = nameModule(specifier, resolved.id);
      entries.set(name, resolved.id);
      return { id: `./chunks/${name}.js`, external: true };
    },
    async closeBundle() {
      if (entries.size === 0) throw new Error('Nothing is imported beside the classic script any more.');
      await build({
        ...library(
          {
            outDir,
            emptyOutDir: false,
            license: { fileName: 'chunks/LICENSES.md' },
            lib: { entry: Object.fromEntries(entries), formats: ['es'] },
            rolldownOptions: {
              checks: { pluginTimings: false },
              output: {
                // Not by the other minifier: its bolder rewriting takes a minute for the layout code, and may break it.
                minify: true,
                entryFileNames: 'chunks/[name].js',
                chunkFileNames: 'chunks/[name]-[hash].js',
              },
            },
          },
          plugins,
        ),
        configFile: false,
      });
    },
  };
}

/** For a classic script tag: one file, and beside it modules for what few answers need. */
function classicScript() {
  const plugins = () => [
    squeezeTemplates(),
    leaveOutMarkedInstance(),
    leaveOutPurifyDefaults(),
    emitWorklet('chunks'),
  ];
  return library(
    {
      outDir: 'dist/standalone',
      license: { fileName: 'LICENSES.md' },
      lib: {
        entry: 'src/standalone.ts',
        formats: ['iife'],
        name: 'GeminiChat',
        fileName: () => 'gemini-chat.iife.js',
      },
      rolldownOptions: { output: { codeSplitting: false } },
    },
    [...plugins(), importBeside(plugins())],
  );
}

/** The port that was asked for, and no other. */
function readPort(text: string | undefined) {
  if (!text) return {};
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Error(`PORT is ${text}, which is no port.`);
  return { port, strictPort: true };
}

/** The demo: its pages, a chat backend, and the built script-tag files as any site would serve them. */
function demoSite(): UserConfig {
  const port = readPort(process.env['PORT']);
  const pages = readdirSync('demo').filter((file) => file.endsWith('.html'));
  return {
    appType: 'mpa',
    publicDir: 'dist',
    server: { host: '127.0.0.1', ...port },
    preview: { host: '127.0.0.1', ...port },
    plugins: [devBackend(), emitWorklet('assets')],
    build: {
      target,
      outDir: '.site',
      modulePreload: false,
      rolldownOptions: { input: ['index.html', ...pages.map((file) => `demo/${file}`)].filter(existsSync) },
    },
  };
}

const builds: Record<string, () => UserConfig> = {
  npm: npmPackage,
  cdn: cdnModule,
  standalone: classicScript,
};

export default defineConfig(({ mode }) => (builds[mode] ?? demoSite)());
