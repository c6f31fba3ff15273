import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import {
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
 * The script-tag builds carry marked's lexer and parser, not the instance with its options and hooks that marked
 * makes when it is loaded: nothing here uses it, and no bundler can tell that making it has no effect.
 */
function leaveOutMarkedInstance(): Plugin {
  const instance = /;var (\w+)=new \w+;function \w+\(\w+,\w+\)\{return \1\.parse\(.*?;(?=export\{)/s;
  return {
    name: 'gemini-chat-leave-out-marked-instance',
    transform(code, id) {
      if (!id.endsWith('/marked/lib/marked.esm.js')) return null;
      const [, names = ''] = /export\{([^}]*)\}/.exec(code) ?? [];
      const classes = names
        .split(',')
        .filter((name) => / as (?:Lexer|Parser|Renderer|Tokenizer)$/.test(name));
      if (!instance.test(code) || classes.length !== 4)
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
  return dialects.reduce((rest, name) => {
    const rules = new RegExp(`(?<=,${name}=)\\{\\.\\.\\.(\\w+),.*?getRegex\\(\\)\\}(?=,)`, 's');
    if (!rules.test(rest)) throw new Error('marked writes its rules in another way than before.');
    return rest.replace(rules, '$1');
  }, code);
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
          // Chosen by what is left after gzip, which likes repeated statements better than clever ones.
          compress: {
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
  const starts = { core: '/src/standalone.ts', markdown: '/src/markdown/markdown-renderer.ts' };
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

/** For a classic script tag: one file, nothing beside it. */
function classicScript() {
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
    [squeezeTemplates(), leaveOutMarkedInstance(), leaveOutPurifyDefaults()],
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
