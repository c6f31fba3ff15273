import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findBrowser } from './find-browser.js';

// Arguments go to the browsers' test runner alone: npm test -- --files 'test/protocol/*.test.ts'
const wishes = process.argv.slice(2);
const root = fileURLToPath(new URL('../..', import.meta.url));

function run(args, env = {}) {
  const { status } = spawnSync(process.execPath, args, {
    stdio: 'inherit',
    cwd: root,
    env: { ...process.env, ...env },
  });
  return status ?? 1;
}

function testInBrowser() {
  let browser;
  try {
    browser = findBrowser();
  } catch (error) {
    console.error(error.message);
    return 1;
  }
  console.log(`Testing in ${browser}`);
  const cli = fileURLToPath(new URL('dist/bin.js', import.meta.resolve('@web/test-runner')));
  const config = fileURLToPath(new URL('../web-test-runner.config.js', import.meta.url));
  return run([cli, '--config', config, ...wishes], { CHROME_PATH: browser });
}

/** What needs sockets, processes or packages that are for Node alone. */
function testInNode() {
  const files = readdirSync(new URL('../node', import.meta.url)).filter((name) => name.endsWith('.test.ts'));
  return run(['--import', 'tsx', '--test', ...files.map((name) => `test/node/${name}`)]);
}

process.exit(testInBrowser() || (wishes.length > 0 ? 0 : testInNode()));
