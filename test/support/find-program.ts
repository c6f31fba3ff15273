import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where programs are that the search path of a service may leave out. */
const usualFolders = ['/usr/bin', '/usr/sbin', '/usr/local/bin', '/usr/local/sbin', '/opt/homebrew/bin'];

/** The path of the first of some programs that is installed; undefined where none is. */
export function findProgram(...names: readonly string[]): string | undefined {
  return [...(process.env['PATH'] ?? '').split(delimiter), ...usualFolders]
    .filter(Boolean)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}
