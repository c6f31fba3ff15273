import { expect } from 'chai';
import { AttachmentList } from '../../src/attachments/attachment-list.js';
import type { AttachmentOptions } from '../../src/attachments/attachment-options.js';
import { ChatError } from '../../src/protocol/chat-error.js';
import { FakeStore, type FakeStoreOptions } from './file-store.js';

const megabyte = 1_000_000;

function fileOf(name: string, bytes = 10, type = ''): File {
  return new File([new Uint8Array(bytes).fill(65)], name, { type });
}

function makeList(store: FakeStoreOptions = {}, options: Partial<AttachmentOptions> = {}) {
  const far = new FakeStore(store);
  const page = { accept: '', maxFileBytes: undefined, maxFiles: 10, call: far.call, ...options };
  const list = new AttachmentList({ options: () => page, onChange: () => {}, wait: async () => {} });
  return { far, list };
}

/** Each file and how far it got, or why it is not sent. */
const states = ({ items }: AttachmentList): string[] =>
  items.map(({ name, state, refusal }) => `${name} ${refusal?.reason ?? state}`);

describe('the files of a message', () => {
  it('are read and go into the message, in order', async () => {
    const { list, far } = makeList();
    await list.add([fileOf('a.png'), fileOf('b.md'), 'https://youtu.be/dQw4w9WgXcQ', fileOf('c.pdf')]);
    expect(list.contents.map(({ type }) => type)).to.deep.equal(['image', 'text', 'video', 'document']);
    expect(far.story, 'the limits are asked for once, and nothing is uploaded').to.deep.equal([
      'GET /config',
    ]);
  });

  it('are refused one by one; the rest can be used', async () => {
    const { list } = makeList({}, { maxFileBytes: 100, accept: 'image/*,.exe' });
    await list.add([
      fileOf('a.png'),
      fileOf('setup.exe'),
      fileOf('empty.png', 0),
      fileOf('large.png', 101),
      fileOf('text.txt'),
      'http://plain.example/a.png',
    ]);
    expect(states(list)).to.deep.equal([
      'a.png ready',
      'setup.exe type',
      'empty.png empty',
      'large.png size',
      'text.txt accept',
      'http://plain.example/a.png link',
    ]);
    expect(list.contents).to.have.length(1);
  });

  it('are never more than the page allows: of 50, ten are taken and forty are named', async () => {
    const { list } = makeList();
    await list.add(Array.from({ length: 50 }, (_, index) => fileOf(`${index}.png`)));
    expect(list.contents).to.have.length(10);
    expect(list.leftOut).to.have.length(40);
    expect(list.leftOut[0]).to.equal('10.png');
    const [first] = list.items;
    if (first) list.remove(first.id);
    await list.add([fileOf('late.png')]);
    expect(list.contents).to.have.length(10);
    expect(list.leftOut).to.deep.equal([]);
  });

  it('take no place where they cannot be sent', async () => {
    const { list } = makeList({}, { maxFiles: 1 });
    await list.add([fileOf('a.exe'), fileOf('b.exe'), fileOf('c.png')]);
    expect(states(list)).to.deep.equal(['a.exe type', 'b.exe type', 'c.png ready']);
  });

  it('go into the message as long as they fit together, then ahead of it', async () => {
    const { list, far } = makeList();
    await list.add([
      fileOf('a.png', 14 * megabyte),
      fileOf('b.png', 2 * megabyte),
      fileOf('c.png', megabyte),
    ]);
    const sources = list.contents.map((content) => ('uri' in content && content.uri ? 'uri' : 'data'));
    expect(sources).to.deep.equal(['data', 'uri', 'data']);
    expect(far.size).to.equal(2 * megabyte);
  });

  it('are refused before anything is read where there is no room and no store', async () => {
    const { list, far } = makeList({ config: { maxBodyBytes: megabyte, uploads: false } });
    await list.add([fileOf('a.png', 500_000), fileOf('b.png', 500_000), fileOf('c.png', 2 * megabyte)]);
    expect(states(list)).to.deep.equal(['a.png ready', 'b.png total', 'c.png size']);
    expect(far.story).to.deep.equal(['GET /config']);
  });

  it('are too large where the far end turns out to have no store', async () => {
    const { list } = makeList({ hasStore: false });
    await list.add([fileOf('a.mp4', 16 * megabyte)]);
    expect(states(list)).to.deep.equal(['a.mp4 size']);
    expect(list.items[0]?.refusal).to.include({ most: 15 * megabyte });
  });

  it('tell when Gemini cannot read one of them', async () => {
    const { list } = makeList({ states: ['PROCESSING', 'FAILED'] });
    await list.add([fileOf('a.mp4', 16 * megabyte)]);
    expect(states(list)).to.deep.equal(['a.mp4 processing']);
    expect(list.items[0]?.refusal?.error.code).to.equal('attachment-failed');
  });

  it('can be tried again when the connection broke', async () => {
    let breaks = true;
    const { list } = makeList({
      onPiece: (_number, receive) => {
        if (breaks) throw new ChatError('network');
        receive();
      },
    });
    await list.add([fileOf('a.mp4', 16 * megabyte)]);
    expect(states(list)).to.deep.equal(['a.mp4 failed']);
    breaks = false;
    const [item] = list.items;
    await list.retry(item?.id ?? 0);
    expect(states(list)).to.deep.equal(['a.mp4 ready']);
  });

  it('stop being uploaded when they are taken out', async () => {
    const { list, far } = makeList({
      onPiece: (number, receive) => {
        receive();
        const [item] = list.items;
        if (number === 2 && item) list.remove(item.id);
      },
    });
    await list.add([fileOf('a.mp4', 40 * megabyte)]);
    expect(list.items).to.deep.equal([]);
    expect(far.story.filter((line) => line.startsWith('upload'))).to.have.length(2);
  });

  it('are deleted from the store when they are taken out after all', async () => {
    const { list, far } = makeList();
    await list.add([fileOf('a.mp4', 16 * megabyte), fileOf('b.png')]);
    for (const { id } of list.items) list.remove(id);
    await new Promise((resolve) => setTimeout(resolve));
    expect(far.story.at(-1)).to.equal('DELETE /files/abc-1');
    expect(far.story.filter((line) => line.startsWith('DELETE'))).to.have.length(1);
  });

  it('stay in the store when they were sent', async () => {
    const { list, far } = makeList();
    await list.add([fileOf('a.mp4', 16 * megabyte)]);
    list.clear();
    expect(list.items).to.deep.equal([]);
    expect(far.story.filter((line) => line.startsWith('DELETE'))).to.deep.equal([]);
  });

  it('come back with their names when the message was not sent', async () => {
    const { list, far } = makeList();
    await list.add([fileOf('a.png'), fileOf('b.md'), fileOf('c.mp4', 16 * megabyte)]);
    const sent = list.contents.map((content) => ({ ...content }));
    list.clear();
    list.restore([...sent, { type: 'text', text: 'What is this?' }]);
    expect(states(list)).to.deep.equal(['a.png ready', 'b.md ready', 'c.mp4 ready']);
    expect(list.contents).to.deep.equal(sent);
    for (const { id } of list.items) list.remove(id);
    await new Promise((resolve) => setTimeout(resolve));
    expect(far.story.join(), 'the message that they came with may still be tried again').not.to.contain(
      'DELETE',
    );
  });

  it('come back also from a message that this list never saw', () => {
    const { list } = makeList();
    list.restore([
      { type: 'image', data: 'QUJD', mime_type: 'image/png' },
      { type: 'text', text: '<file name="b.md">\nhello\n</file>' },
      { type: 'video', uri: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ' },
      { type: 'document', uri: 'https://store.example/v1beta/files/abc', mime_type: 'application/pdf' },
      { type: 'text', text: 'My own words' },
    ]);
    expect(list.items.map(({ name, kind, size }) => [name, kind, size])).to.deep.equal([
      ['', 'image', 3],
      ['b.md', 'document', 5],
      ['www.youtube.com/watch?v=dQw4w9WgXcQ', 'video', undefined],
      ['', 'document', undefined],
    ]);
  });

  it('wait while nobody sees them, and go on after that', async () => {
    const { list, far } = makeList({
      onPiece: (number, receive) => {
        receive();
        if (number === 1) list.suspend();
      },
    });
    await list.add([fileOf('a.mp4', 16 * megabyte)]);
    expect(states(list)).to.deep.equal(['a.mp4 waiting']);
    far.received.length = 0;
    await list.resume();
    expect(states(list)).to.deep.equal(['a.mp4 ready']);
  });

  it('are refused by their bytes where their name lies', async () => {
    const { list } = makeList();
    await list.add([new File([new Uint8Array([77, 90, 0, 1])], 'notes.txt', { type: 'text/plain' })]);
    expect(states(list)).to.deep.equal(['notes.txt binary']);
  });

  it('may go to a site that says which links it takes', async () => {
    const { list } = makeList({ config: { uriHosts: ['files.example'] } });
    await list.add(['https://files.example/a.png', new URL('https://youtu.be/dQw4w9WgXcQ')]);
    expect(list.items.map(({ state }) => state)).to.deep.equal(['ready', 'refused']);
    expect(list.items[1]?.refusal).to.include({ reason: 'host', host: 'www.youtube.com' });
  });

  it('ask for the limits again where they could not be asked before', async () => {
    let isOffline = true;
    const far = new FakeStore({ config: { uploads: false, maxBodyBytes: megabyte } });
    const { list } = makeList(
      {},
      { call: (...given) => (isOffline ? Promise.reject(new ChatError('offline')) : far.call(...given)) },
    );
    expect((await list.readLimits()).inlineBytes).to.equal(15 * megabyte);
    isOffline = false;
    expect((await list.readLimits()).uploads).to.equal(false);
  });

  it('must be files or links', async () => {
    const { list } = makeList();
    const things: unknown[] = [fileOf('a.png'), { name: 'b.png' }];
    const error: unknown = await list.add(things).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(TypeError);
    expect(list.items).to.deep.equal([]);
  });
});
