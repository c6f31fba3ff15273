import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { describe, it } from 'node:test';
import { readModules, resolveImport, type BuiltModule } from '../support/read-modules.js';

const dist = resolve(import.meta.dirname, '../../dist');
const cdn = readModules(`${dist}/cdn`);
const standalone = readModules(`${dist}/standalone`);

/**
 * Named without being fetched: Google's API for direct mode, names of XML languages, where marked and the bundler take
 * reports, what the layout of diagrams calls its options, fonts that are taken out of what the drawing library writes.
 */
const knownHosts =
  /^(generativelanguage\.googleapis\.com|www\.w3\.org|github\.com|rolldown\.rs|www\.eclipse\.org|fonts\.googleapis\.com|(.+\.)?example\.com)$/;
/** What Google's client names beside: its other API, its manuals, and an address for taking addresses apart. */
const hostsOfClient = /^(aiplatform\.googleapis\.com|ai\.google\.dev|docs\.cloud\.google\.com|dummy\.com)$/;

function isGoogleClient({ text }: BuiltModule) {
  return text.includes('BidiGenerateContentConstrained');
}

function hostsIn({ text }: BuiltModule) {
  return [...text.matchAll(/(?:https?|wss?):\/\/([a-z0-9-]+(?:\.[a-z0-9-]+)+)/gi)].map(
    ([, host]) => host ?? '',
  );
}

/** What a module asks for beside itself and not by an import, such as what runs in another thread. */
function filesBeside({ text }: BuiltModule) {
  return [...text.matchAll(/new URL\(["'`]([^"'`$]+)["'`],\s*import\.meta\.url\)/g)].map(
    ([, file]) => file ?? '',
  );
}

describe('the files for script tags', () => {
  it('find every chunk beside the module, wherever the folder lies', () => {
    assert(cdn.has('gemini-chat.js'));
    for (const [file, { staticImports, dynamicImports }] of cdn) {
      for (const address of [...staticImports, ...dynamicImports]) {
        assert(address !== undefined, `${file} imports a computed address`);
        assert(address.startsWith('.'), `${file} imports ${address}`);
        assert(cdn.has(resolveImport(file, address)), `${file} imports ${address}, which is not there`);
      }
    }
  });

  it('have no chunk that nothing loads', () => {
    const reached = new Set(['gemini-chat.js']);
    for (const file of reached) {
      const module = cdn.get(file);
      if (!module) continue;
      const { staticImports, dynamicImports } = module;
      for (const address of [...staticImports, ...dynamicImports, ...filesBeside(module)]) {
        if (address) reached.add(resolveImport(file, address));
      }
    }
    assert.deepEqual(
      [...cdn.keys()].filter((file) => !reached.has(file)),
      [],
    );
  });

  it('put what each answer needs of the classic script into one file, and what few need beside it', () => {
    const script = standalone.get('gemini-chat.iife.js');
    assert(script);
    assert.deepEqual(script.staticImports, []);
    assert.doesNotMatch(script.text, /\bimport\.meta\b/);
    const others = [...standalone.keys()].filter((file) => file !== 'gemini-chat.iife.js');
    assert(others.every((file) => file.startsWith('chunks/')));
    for (const [file, { staticImports, dynamicImports }] of standalone) {
      for (const address of [...staticImports, ...dynamicImports]) {
        assert(address !== undefined, `${file} imports a computed address`);
        assert(address.startsWith('.'), `${file} imports ${address}`);
        assert(
          standalone.has(resolveImport(file, address)),
          `${file} imports ${address}, which is not there`,
        );
      }
    }
  });

  it('keep the microphone, and Google’s client, in files of their own', () => {
    for (const modules of [cdn, standalone]) {
      const [client, ...clients] = [...modules].filter(([, module]) => isGoogleClient(module));
      assert.match(client?.[0] ?? '', /^chunks\//);
      assert.deepEqual(clients, []);
      const asking = [...modules].filter(([, module]) => filesBeside(module).length > 0);
      assert.deepEqual(
        asking.map(([file, module]) => filesBeside(module).map((address) => resolveImport(file, address))),
        [['chunks/microphone-worklet.js']],
      );
      const worklet = modules.get('chunks/microphone-worklet.js');
      assert.deepEqual([worklet?.staticImports, worklet?.dynamicImports], [[], []]);
      assert.match(worklet?.text ?? '', /registerProcessor\(/);
      for (const [, { text }] of modules) assert.doesNotMatch(text, /addModule\([^)]*["'`](?:data|blob):/);
    }
  });

  it('name no host but the known ones, and nothing of a build machine', () => {
    for (const [file, module] of [...cdn, ...standalone]) {
      assert.deepEqual(
        hostsIn(module).filter(
          (host) => !knownHosts.test(host) && !(isGoogleClient(module) && hostsOfClient.test(host)),
        ),
        [],
        file,
      );
      assert.doesNotMatch(module.text, /\bprocess\.env\b|import\.meta\.env|node_modules|in dev mode/, file);
    }
  });
});
