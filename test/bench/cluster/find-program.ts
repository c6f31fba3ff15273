import { existsSync } from 'node:fs';

/** Debian's packages, by the program that is wanted of them. */
const packages = { nginx: 'nginx', 'redis-server': 'redis-server' } as const;

/** Where an installed program is; throws what to do where there is none. */
export function findProgram(name: keyof typeof packages): string {
  const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/usr/local/sbin'];
  const found = folders.map((folder) => `${folder}/${name}`).find((path) => existsSync(path));
  if (found) return found;
  throw new Error(`This benchmark needs ${name}: apt-get install ${packages[name]}`);
}
