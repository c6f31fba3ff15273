import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, it } from 'node:test';

const root = resolve(import.meta.dirname, '../..');
const manifest: { version: string; bin: Record<string, string> } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
);

function run(...words: string[]) {
  const file = join(root, manifest.bin['gemini-chat-element'] ?? '');
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...words], { encoding: 'utf8' });
  return { status, stdout, stderr, file };
}

describe('the command of the package', () => {
  it('begins as a shell needs it', () => {
    assert.match(readFileSync(run('--version').file, 'utf8'), /^#!\/usr\/bin\/env node\n/);
  });

  it('says the version of the package', () => {
    const { status, stdout } = run('--version');
    assert.deepEqual([status, stdout], [0, `${manifest.version}\n`]);
  });

  it('explains a mistake in one line', () => {
    const { status, stderr } = run('serve', '--prot');
    assert.equal(status, 2);
    assert.match(stderr, /^gemini-chat-element: [^\n]+\n$/);
  });
});
