import { readFile } from 'node:fs/promises';
import { join, normalize, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { build } from 'vite';
import { countReporter } from './support/count-reporter.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const shared = resolve(root, '../shared');

/** Serves recorded traffic and corpora from beside the checkout; tests on them skip when it is absent. */
async function serveShared(context, next) {
  if (!context.path.startsWith('/shared/')) return next();
  const file = join(shared, normalize(decodeURIComponent(context.path.slice('/shared/'.length))));
  if (!file.startsWith(shared)) return next();
  try {
    context.body = await readFile(file);
    context.type = 'application/octet-stream';
  } catch {
    context.status = 404;
    context.body = 'absent';
  }
}

/** Packages with CommonJS inside, which browsers do not read: each is served in one piece. */
const bundledFiles = {
  '@google/genai/web': '@google/genai/dist/web/index.mjs',
  'beautiful-mermaid': 'beautiful-mermaid/dist/index.js',
  'rate-limiter-flexible/lib/RateLimiterMemory.js': 'rate-limiter-flexible/lib/RateLimiterMemory.js',
  'rate-limiter-flexible/lib/RateLimiterRedis.js': 'rate-limiter-flexible/lib/RateLimiterRedis.js',
};

const bundles = new Map();

const bundledPackages = {
  name: 'bundled-packages',
  resolveImport({ source }) {
    return Object.hasOwn(bundledFiles, source) ? `/bundled/${bundledFiles[source]}` : undefined;
  },
  async serve({ path }) {
    const file = Object.values(bundledFiles).find((one) => path === `/bundled/${one}`);
    if (!file) return undefined;
    if (!bundles.has(file)) bundles.set(file, bundlePackage(file));
    return { body: await bundles.get(file), type: 'js' };
  },
};

async function bundlePackage(file) {
  const lib = { entry: join(root, 'node_modules', file), formats: ['es'], fileName: 'package' };
  const [bundle] = await build({ configFile: false, logLevel: 'silent', build: { write: false, lib } });
  return bundle.output[0].code;
}

export default {
  rootDir: root,
  files: ['test/**/*.test.ts', '!test/package/**', '!test/node/**', '!test/bench/**'],
  nodeResolve: { exportConditions: ['production', 'default'] },
  // One page at a time: a tab behind another is hidden, and a hidden page paints no frame.
  concurrency: 1,
  testsFinishTimeout: 600_000,
  testFramework: { config: { timeout: 15_000, ui: 'bdd' } },
  browsers: [
    chromeLauncher({
      launchOptions: {
        ...(process.env.CHROME_PATH ? { executablePath: process.env.CHROME_PATH } : {}),
        // A container's root user cannot use Chromium's sandbox; the other flags keep it off the network.
        args: [
          '--no-sandbox',
          '--disable-quic',
          '--no-first-run',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
          // A microphone that beeps once a second, which every page may use.
          '--use-fake-device-for-media-stream',
          '--use-fake-ui-for-media-stream',
          '--autoplay-policy=no-user-gesture-required',
        ],
      },
    }),
  ],
  plugins: [
    bundledPackages,
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: join(root, 'tsconfig.json') }),
  ],
  middleware: [serveShared],
  reporters: [
    defaultReporter({ reportTestResults: true, reportTestProgress: process.stdout.isTTY }),
    countReporter(),
  ],
};
