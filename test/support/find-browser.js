import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { platform } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const usualPlaces = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/snap/bin/chromium',
    '/opt/google/chrome/chrome',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((variable) =>
    process.env[variable] ? [`${process.env[variable]}\\Google\\Chrome\\Application\\chrome.exe`] : [],
  ),
};

function findInstalled() {
  return (usualPlaces[platform()] ?? []).find((place) => existsSync(place));
}

/** Debian and Ubuntu, where we may install a package: as root, or with a sudo that asks nothing. */
function installFromDebian() {
  if (platform() !== 'linux' || !existsSync('/usr/bin/apt-get')) return undefined;
  const isRoot = process.getuid?.() === 0;
  const prefix = isRoot ? [] : ['sudo', '-n'];
  if (!isRoot && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status !== 0) return undefined;
  console.log('No Chrome or Chromium found; installing the chromium package.');
  for (const task of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    const [command, ...words] = [...prefix, 'apt-get', '-qq', ...task];
    spawnSync(command, words, { stdio: 'inherit' });
  }
  return findInstalled();
}

const ownFolder = fileURLToPath(new URL('../../node_modules/.cache/browsers', import.meta.url));

function findPlaywrights() {
  const names = {
    linux: ['chrome'],
    darwin: ['Google Chrome for Testing', 'Chromium'],
    win32: ['chrome.exe'],
  }[platform()];
  if (!names || !existsSync(ownFolder)) return undefined;
  const entry = readdirSync(ownFolder, { recursive: true, withFileTypes: true }).find(
    (one) => one.isFile() && names.includes(one.name),
  );
  return entry && join(entry.parentPath, entry.name);
}

/** Playwright's Chromium, into this project's own cache, for systems without a package we may install. */
function installFromPlaywright() {
  console.log('No Chrome or Chromium found; asking Playwright for its own.');
  spawnSync('npx --yes playwright-core@1 install chromium', {
    // A shell, since npx is a script of another name on Windows.
    shell: true,
    stdio: 'inherit',
    env: { ...process.env, PLAYWRIGHT_BROWSERS_PATH: ownFolder },
  });
  return findPlaywrights();
}

/** The path of a Chrome or Chromium to test in: `CHROME_PATH`, an installed one, else one installed now. */
export function findBrowser() {
  const chosen = process.env.CHROME_PATH;
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    throw new Error(`CHROME_PATH is ${chosen}, but no file is there.`);
  }
  const found = findInstalled() ?? findPlaywrights() ?? installFromDebian() ?? installFromPlaywright();
  if (!found) {
    throw new Error(
      'The tests need a browser: install Chrome or Chromium, or set CHROME_PATH to its executable.',
    );
  }
  return found;
}
