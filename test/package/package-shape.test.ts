import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { readModules } from '../support/read-modules.js';

interface Manifest {
  exports: Record<string, string | Record<string, string>>;
  dependencies: Record<string, string>;
  peerDependencies?: Record<string, string>;
  customElements: string;
  'web-types': string;
  unpkg: string;
  jsdelivr: string;
}

interface ElementsManifest {
  modules: { declarations: { tagName?: string; attributes?: { name: string }[] }[] }[];
}

const root = resolve(import.meta.dirname, '../..');
const manifest: Manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Keys and tokens of Google's, and private keys. */
const secrets = /\bAIza[\w-]{35}|\bAQ\.[\w-]{30,}|\bauth_tokens\/[\w-]{16,}|BEGIN [A-Z ]*PRIVATE KEY/;

describe('the package as npm would publish it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gemini-chat-pack-'));
  let tarball = '';
  let files: string[] = [];

  before(() => {
    // One string for a shell: `npm` is a script of another name on Windows.
    const json = execFileSync(`npm pack --json --pack-destination "${folder}"`, {
      cwd: root,
      encoding: 'utf8',
      shell: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [packed]: { filename: string; size: number; files: { path: string }[] }[] = JSON.parse(json);
    assert(packed);
    tarball = join(folder, packed.filename);
    files = packed.files.map((file) => file.path);
    console.log(`${packed.filename}: ${files.length} files, ${Math.round(packed.size / 1000)} kB`);
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('holds what users need and nothing else', () => {
    const wanted =
      /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|dist\/.+\.(js|js\.map|d\.ts)|dist\/[\w.-]+\.json|dist\/(cdn|standalone)\/(chunks\/)?LICENSES\.md)$/;
    assert.deepEqual(
      files.filter((file) => !wanted.test(file)),
      [],
    );
    for (const file of ['README.md', 'LICENSE', 'CHANGELOG.md'])
      assert(files.includes(file), `${file} is missing`);
  });

  it('has every file that its package.json names', () => {
    const { exports, customElements, 'web-types': webTypes, unpkg, jsdelivr } = manifest;
    const targets = Object.values(exports).flatMap((target) =>
      typeof target === 'string' ? [target] : Object.values(target),
    );
    for (const target of [...targets, customElements, webTypes, unpkg, jsdelivr]) {
      assert(files.includes(target.replace(/^\.\//, '')), `${target} is missing`);
    }
  });

  it('imports only what it declares as a dependency', () => {
    const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
    for (const [file, { staticImports, dynamicImports }] of readModules(join(root, 'dist'))) {
      for (const address of [...staticImports, ...dynamicImports]) {
        assert(address !== undefined, `${file} imports a computed address`);
        if (/^(\.{1,2}\/|node:)/.test(address)) continue;
        const name = /^(@[^/]+\/)?[^/]+/.exec(address)?.[0] ?? address;
        assert(declared.includes(name), `${file} imports ${address}, which is no dependency`);
      }
    }
  });

  it('brings what reads the microphone as a file that bundlers find, and leave a file', () => {
    assert(files.includes('dist/chunks/microphone-worklet.js'));
    const asking = [...readModules(join(root, 'dist/chunks')).values()].flatMap(({ text }) => [
      ...text.matchAll(/new URL\("([^"]+)", import\.meta\.url\)/g),
    ]);
    assert.deepEqual(
      asking.map(([, address]) => address),
      ['./microphone-worklet.js?no-inline'],
    );
  });

  it('carries no key', () => {
    for (const file of files) {
      const found = secrets.exec(readFileSync(join(root, file), 'utf8'));
      assert.equal(found, null, `${file} holds something like a key`);
    }
  });

  it('documents the tag for editors', () => {
    const read = (file: string) => readFileSync(join(root, 'dist', file), 'utf8');
    const documented: ElementsManifest = JSON.parse(read('custom-elements.json'));
    const tags = documented.modules.flatMap((module) => module.declarations).filter((one) => one.tagName);
    assert.deepEqual(
      tags.map((tag) => tag.tagName),
      ['gemini-chat'],
    );
    const attributes = tags.flatMap((tag) => tag.attributes ?? []).map((attribute) => attribute.name);
    for (const name of ['endpoint', 'token-endpoint', 'model', 'voice-input', 'heading', 'theme'])
      assert(attributes.includes(name), name);
    for (const file of ['vscode.html-data.json', 'web-types.json']) {
      for (const name of attributes) assert(read(file).includes(`"${name}"`), `${file} lacks ${name}`);
    }
  });

  it('satisfies publint', async () => {
    const { messages, pkg } = await publint({ pkgDir: root, strict: true, pack: 'npm' });
    assert.deepEqual(
      messages.map((message) => formatMessage(message, pkg)),
      [],
    );
  });

  it('gives types to every way of importing it (attw)', () => {
    const cli = join(root, 'node_modules/.bin/attw');
    assert(existsSync(cli));
    const { status, stdout, stderr } = spawnSync(cli, [tarball, '--profile', 'esm-only', '--no-color'], {
      encoding: 'utf8',
    });
    assert.equal(status, 0, stdout + stderr);
  });
});
