import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Installs what the benchmark compares with, beside it and not in the product, unless it is there; says if it is. */
export function installPeers(): boolean {
  const folder = import.meta.dirname;
  // Written when an installation is complete.
  if (existsSync(join(folder, 'node_modules/.package-lock.json'))) return true;
  console.log('Installing the other renderers once: npm ci in test/bench');
  // A shell, since npm is a script of another name on Windows.
  const { status } = spawnSync('npm ci --no-fund --no-audit', { cwd: folder, shell: true, stdio: 'inherit' });
  if (status !== 0) console.log('They could not be installed (see above), so they are left out.');
  return status === 0;
}
