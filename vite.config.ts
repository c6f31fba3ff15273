import { existsSync, readdirSync } from 'node:fs';
import { defineConfig, type BuildEnvironmentOptions, type Plugin, type UserConfig } from 'vite';
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
      return {
        code: code.replace(instance, ';').replace(/export\{[^}]*\}/, `export{${classes.join(',')}}`),
        map: null,
      };
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
          compress: { passes: 3 },
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
          // What the module shares with its lazy chunks: one request more, not one for each.
          codeSplitting: { groups: [{ name: 'wire', test: /\/src\/protocol\//, minShareCount: 2 }] },
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
        },
      },
    },
    [squeezeTemplates(), leaveOutMarkedInstance(), minifyModules()],
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
    [squeezeTemplates(), leaveOutMarkedInstance()],
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
