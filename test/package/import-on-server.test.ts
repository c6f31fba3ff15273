import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, it } from 'node:test';

const root = resolve(import.meta.dirname, '../..');
const manifest: { exports: object } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const modules = Object.keys(manifest.exports).filter((name) => !name.endsWith('.json'));

/** Runs a module in a Node of its own; the package finds itself by its name. */
function runModule(code: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: root,
    encoding: 'utf8',
  });
  assert.equal(status, 0, stderr);
  return { stdout, stderr };
}

describe('importing on a server, where there is no document', () => {
  for (const name of modules) {
    const address = name.replace('.', 'gemini-chat-element');

    it(`does not throw: ${address}`, () => {
      const { stdout, stderr } = runModule(
        `const names = Object.keys(await import('${address}')); process.stdout.write(names.join());`,
      );
      assert.notEqual(stdout, '');
      assert.equal(stderr, '');
    });
  }

  it('registers the tag from the main entry alone', () => {
    const isRegistered = (address: string) =>
      runModule(
        `await import('${address}'); process.stdout.write(String(!!globalThis.customElements?.get('gemini-chat')));`,
      ).stdout;
    assert.equal(isRegistered('gemini-chat-element'), 'true');
    assert.equal(isRegistered('gemini-chat-element/element'), 'false');
  });
});
