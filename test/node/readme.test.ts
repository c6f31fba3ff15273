import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { helpText } from '../../src/cli/help-text.js';
import { optionExpectations } from '../../src/server/option-expectations.js';
import { FakeGemini, makeRequest } from '../server/fake-gemini.js';

function read(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
}

const readme = read('README.md');
const backend = readme.slice(readme.indexOf('\n### The backend'), readme.indexOf('\n### The renderer'));

describe('the README', () => {
  it('has every option of the backend in its table', () => {
    const rows = backend.split('\n').filter((line) => line.startsWith('| `'));
    const named = rows.flatMap((row) =>
      [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name),
    );
    assert.deepEqual(new Set(named), new Set(Object.keys(optionExpectations)));
  });

  it('has every attribute of the tag in its table', () => {
    const [, properties = ''] =
      /static override properties[^]*? = \{([^]*?)\n {2}\};/.exec(
        read('src/element/configured-element.ts'),
      ) ?? [];
    const names = [...properties.matchAll(/^ {4}(\w+): \{(.*)\}/gm)].flatMap(([, name = '', how = '']) =>
      how.includes('attribute: false')
        ? [name]
        : [name, /attribute: '([\w-]+)'/.exec(how)?.[1] ?? name.toLowerCase()],
    );
    assert.ok(names.length > 40 && names.includes('token-endpoint') && names.includes('getToken'));
    const rows = readme
      .slice(readme.indexOf('\n### Attributes'), readme.indexOf('\n### Functions'))
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .join('\n');
    for (const name of names) assert.ok(rows.includes(`\`${name}\``), name);
  });

  it('names every event', () => {
    const names = [...read('src/element/events.ts').matchAll(/^ {4}'(chat-[\w-]+)': /gm)].map(
      ([, name]) => name,
    );
    assert.ok(names.length > 8 && names.includes('chat-sign-in'));
    const section = readme.slice(readme.indexOf('\n### Events'), readme.indexOf('\n### Looks'));
    for (const name of names) assert.match(section, new RegExp(`\`${name}\``));
  });

  it('shows a grant as its type is', () => {
    const shape = (text: string) =>
      [...(/interface TokenGrant \{([^]*?)\n\}/.exec(text)?.[1] ?? '').matchAll(/(\w+\??): ([^;]+);/g)].map(
        ([, name, type]) => `${name}: ${type}`,
      );
    const fields = shape(read('src/transport/token-grant.ts'));
    assert.equal(fields.length, 3);
    assert.deepEqual(shape(readme), fields);
  });

  it('names every fault of the emulator', () => {
    const kinds = [...read('src/emulator/fault.ts').matchAll(/^ \* - `(\w+)`/gm)].map(([, kind]) => kind);
    assert.ok(kinds.length >= 8);
    const section = readme.slice(readme.indexOf('\n### The emulator'), readme.indexOf('\n## Work on it'));
    for (const kind of kinds) assert.match(section, new RegExp(`\`${kind}\``));
  });

  it('names everything that a record holds', () => {
    const [, fields = ''] =
      /export interface RequestRecord \{([^]*?)\n\}/.exec(read('src/server/request-record.ts')) ?? [];
    const names = [...fields.matchAll(/^ {2}(?:readonly )?(\w+)\??:/gm)].map(([, name]) => name);
    assert.ok(names.length > 10);
    const paragraph = backend.slice(backend.indexOf('**Logs.**'), backend.indexOf('**Metrics.**'));
    for (const name of names) assert.match(paragraph, new RegExp(`\`${name}\``));
  });

  it('names every metric', async () => {
    const handler = new FakeGemini().handler({ metrics: true });
    const text = await (await handler(makeRequest('GET', '/metrics'))).text();
    const names = [...text.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name);
    assert.ok(names.length >= 8);
    for (const name of names) assert.ok(backend.includes(`\`${name}\``), name);
  });

  it('uses only options of the command that there are', () => {
    const used = [...readme.matchAll(/gemini-chat-element (?:serve|emulate)([^\n`]*)/g)].map(
      ([, words = '']) => words,
    );
    assert.ok(used.length >= 2);
    for (const [flag] of used.join(' ').matchAll(/--[\w-]+/g)) assert.ok(helpText.includes(`${flag} `), flag);
  });
});
