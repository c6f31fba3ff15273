import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  build,
  defineConfig,
  type BuildEnvironmentOptions,
  type Plugin,
  type Rolldown,
  type UserConfig,
} from 'vite';
import { transform } from 'lightningcss';
import { minify } from 'terser';
import { devBackend } from './demo/dev-backend.js';

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
 * The script-tag builds carry marked's lexer, and with what renders raw HTML, loaded by few answers, its parser; not
 * the instance with its options and hooks that marked makes when it is loaded: nothing here uses it, and no bundler
 * can tell that making it has no effect.
 */
function leaveOutMarkedInstance(): Plugin {
  const instance = /;var (\w+)=new \w+;function \w+\(\w+,\w+\)\{return \1\.parse\(.*?;(?=export\{)/s;
  const file = /\/marked\/lib\/marked\.esm\.js(\?parser)?$/;
  return {
    name: 'gemini-chat-leave-out-marked-instance',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      if (source !== 'marked' || !importer?.endsWith('/content-parser.ts')) return null;
      const resolved = await this.resolve(source, importer, { ...options, skipSelf: true });
      return resolved && { ...resolved, id: `${resolved.id}?parser` };
    },
    transform(code, id) {
      const [match, query] = file.exec(id) ?? [];
      if (!match) return null;
      const [, names = ''] = /export\{([^}]*)\}/.exec(code) ?? [];
      const wanted = query ? / as (?:Parser|Renderer)$/ : / as (?:Lexer|Tokenizer)$/;
      const classes = names.split(',').filter((name) => wanted.test(name));
      if (!instance.test(code) || classes.length !== 2)
        throw new Error('marked is built in another way than before.');
      const trimmed = code.replace(instance, ';').replace(/export\{[^}]*\}/, `export{${classes.join(',')}}`);
      return { code: leaveOutDialects(trimmed), map: null };
    },
  };
}

/** Markdown is read by GitHub's rules alone: those of marked's options `pedantic` and `breaks` go. */
function leaveOutDialects(code: string) {
  const sets = /pedantic:(\w+)\},\w+=\{normal:\w+,gfm:\w+,breaks:(\w+),pedantic:(\w+)\}/;
  const dialects = sets.exec(code)?.slice(1) ?? [];
  if (dialects.length !== 3) throw new Error('marked has other sets of rules than before.');
  const settled = code
    .replaceAll(/this\.options\.(?:pedantic|breaks|silent)\b/g, 'false')
    .replaceAll(/this\.options\.gfm\b/g, 'true')
    .replaceAll(/this\.options\.hooks\b/g, '(void 0)');
  return dialects.reduce((rest, name) => {
    const rules = new RegExp(`(?<=,${name}=)\\{\\.\\.\\.(\\w+),.*?getRegex\\(\\)\\}(?=,)`, 's');
    if (!rules.test(rest)) throw new Error('marked writes its rules in another way than before.');
    return rest.replace(rules, '$1');
  }, settled);
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

/** Smaller by some hundredths than the bundler's own minifier; every visitor pays for the difference. */
function minifyModules(): Plugin {
  return {
    name: 'gemini-chat-minify-modules',
    async generateBundle(_options, bundle) {
      for (const [fileName, file] of Object.entries(bundle)) {
        if (file.type !== 'chunk') continue;
        const mapFile = bundle[`${fileName}.map`];
        const content = mapFile?.type === 'asset' ? String(mapFile.source) : undefined;
        const { code, map } = await minify(file.code, {
          module: true,
          ecma: 2020,
          // Chosen by what is left after gzip, which likes repeated statements better than clever ones. What lays
          // out diagrams is large and small already: it would take a minute more.
          compress: file.code.length < 500_000 && {
            passes: 4,
            sequences: false,
            if_return: false,
            keep_fargs: false,
            pure_getters: true,
            unsafe_arrows: true,
            unsafe_methods: true,
          },
          ...(content !== undefined && { sourceMap: { content } }),
        });
        file.code = code ?? file.code;
        if (mapFile?.type === 'asset' && typeof map === 'string') mapFile.source = map;
      }
    },
  };
}

/** For bundlers and servers: one module per entry, dependencies left to the application. */
function npmPackage() {
  return library({
    outDir: 'dist',
    emptyOutDir: true,
    sourcemap: true,
    minify: false,
    lib: { entry: npmEntries(), formats: ['es'] },
    rolldownOptions: {
      external: /^[^./\0]/,
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  });
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
    [squeezeTemplates(), leaveOutMarkedInstance(), leaveOutPurifyDefaults(), minifyModules()],
  );
}

/**
 * The loaders of what is large and what few answers need: drawing code, math, the rules of programming languages.
 * A classic script can import modules too, beside itself; where they were not copied with it, code and math stay text.
 */
const largeLoaders = /\/src\/(?:code|diagrams|math)\/load-(?:diagram|math|highlighter|language)\.ts$/;

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
      if (typeof specifier !== 'string' || !importer || !largeLoaders.test(importer)) return null;
      const resolved = await this.resolve(specifier, importer);
      if (!resolved) return null;
      const name = /([^/]+)\.\w+$/.exec(resolved.id)?.[1] ?? specifier;
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

/** For a classic script tag: one file, and beside it modules for diagrams, math and colours in code. */
function classicScript() {
  const plugins = () => [squeezeTemplates(), leaveOutMarkedInstance(), leaveOutPurifyDefaults()];
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
    plugins: [devBackend()],
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
