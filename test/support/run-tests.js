import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { findBrowser } from './find-browser.js';

// Arguments go to the test runner: npm test -- --files 'test/protocol/*.test.ts'
let browser;
try {
  browser = findBrowser();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
console.log(`Testing in ${browser}`);
const cli = fileURLToPath(new URL('dist/bin.js', import.meta.resolve('@web/test-runner')));
const config = fileURLToPath(new URL('../web-test-runner.config.js', import.meta.url));
const { status } = spawnSync(process.execPath, [cli, '--config', config, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, CHROME_PATH: browser },
});
process.exit(status ?? 1);
