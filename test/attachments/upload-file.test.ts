import { expect } from 'chai';
import { awaitFile } from '../../src/attachments/await-file.js';
import { pause } from '../../src/protocol/pause.js';
import { uploadFile } from '../../src/attachments/upload-file.js';
import { readUploadedFile } from '../../src/attachments/uploaded-file.js';
import { createChatHandler } from '../../src/server.js';
import { createGeminiEmulator } from '../../src/emulator.js';
import { ChatError } from '../../src/protocol/chat-error.js';
import { BackendTransport } from '../../src/transport/backend-transport.js';
import { FakeStore, type FakeStoreOptions } from './file-store.js';

const mebibyte = 1_048_576;
const film = { name: 'film.mp4', mimeType: 'video/mp4' };
const fileOf = (bytes: number): Blob =>
  new Blob([new Uint8Array(bytes).map((_, index) => (index * 31) % 251)]);

function upload(store: FakeStore, file: Blob, signal = new AbortController().signal) {
  const progress: number[] = [];
  const waits: number[] = [];
  const result = uploadFile(file, film, {
    call: store.call,
    signal,
    onProgress: (fraction) => progress.push(fraction),
    wait: async (milliseconds) => {
      waits.push(milliseconds);
    },
  });
  return { result, progress, waits };
}

async function expectArrived(store: FakeStore, file: Blob): Promise<void> {
  const arrived = new Uint8Array(await new Blob(store.received).arrayBuffer());
  expect(arrived).to.deep.equal(new Uint8Array(await file.arrayBuffer()));
}

const failed = async (result: Promise<unknown>): Promise<unknown> =>
  result.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('uploading a file', () => {
  for (const bytes of [1, 262_144, mebibyte, mebibyte + 1, 9 * mebibyte + 17]) {
    it(`brings every one of ${bytes} bytes there, in order, and says how far it is`, async () => {
      const store = new FakeStore();
      const file = fileOf(bytes);
      const { result, progress } = upload(store, file);
      expect(await result).to.deep.equal({
        path: '/files/abc-1',
        uri: 'https://store.example/v1beta/files/abc-1',
        state: 'active',
      });
      await expectArrived(store, file);
      const pieces = store.seen.filter(({ command }) => command.startsWith('upload'));
      for (const piece of pieces.slice(0, -1)) {
        expect(piece.bytes % 262_144, 'whole granules').to.equal(0);
      }
      expect(store.story.filter((line) => line.includes('finalize'))).to.have.length(1);
      expect(progress.at(-1)).to.equal(1);
      expect(progress).to.deep.equal([...progress].sort((one, other) => one - other));
    });
  }

  const faults: [what: string, onPiece: FakeStoreOptions['onPiece'], story: string[]][] = [
    [
      'a piece is lost',
      (number, receive) => {
        if (number === 2) throw new ChatError('network');
        receive();
      },
      ['start', 'upload 0', `upload ${mebibyte}`, 'query', `upload ${mebibyte}`],
    ],
    [
      'the answer to a piece is lost',
      (number, receive) => {
        receive();
        if (number === 1) throw new ChatError('timeout');
      },
      ['start', 'upload 0', 'query', `upload ${mebibyte}`],
    ],
  ];
  for (const [what, onPiece, story] of faults) {
    it(`goes on where it was when ${what}`, async () => {
      const store = new FakeStore({ ...(onPiece && { onPiece }) });
      const file = fileOf(4 * mebibyte);
      const { result, waits } = upload(store, file);
      await result;
      await expectArrived(store, file);
      expect(store.story.slice(0, story.length)).to.deep.equal(story);
      expect(waits).to.deep.equal([1000]);
    });
  }

  it('knows that all of it has come when only the last answer is lost', async () => {
    const store = new FakeStore({
      onPiece: (_number, receive) => {
        receive();
        throw new ChatError('network');
      },
    });
    const { result } = upload(store, fileOf(5));
    expect(await result).to.include({ path: '/files/abc-1' });
    expect(store.story).to.deep.equal(['start', 'upload, finalize 0', 'query', 'finalize']);
  });

  it('gives up when the same piece is lost twice', async () => {
    const store = new FakeStore({
      onPiece: () => {
        throw new ChatError('network');
      },
    });
    expect(await failed(upload(store, fileOf(5)).result)).to.include({ code: 'network' });
    expect(store.story).to.deep.equal(['start', 'upload, finalize 0', 'query', 'upload, finalize 0']);
  });

  it('does not insist where it is refused', async () => {
    const store = new FakeStore({
      onPiece: () => {
        throw new ChatError('forbidden');
      },
    });
    expect(await failed(upload(store, fileOf(5)).result)).to.include({ code: 'forbidden' });
    expect(store.story).to.deep.equal(['start', 'upload, finalize 0']);
  });

  it('stops at once when it is cancelled', async () => {
    const stop = new AbortController();
    const store = new FakeStore({
      onPiece: (number, receive) => {
        receive();
        if (number === 2) stop.abort(new Error('cancelled'));
      },
    });
    expect(await failed(upload(store, fileOf(20 * mebibyte), stop.signal).result)).to.have.property(
      'message',
      'cancelled',
    );
    expect(store.story).to.have.length(3);
  });

  it('says so where there is no store', async () => {
    expect(await upload(new FakeStore({ hasStore: false }), fileOf(5)).result).to.equal(undefined);
  });

  const answers: [what: string, start: Response, code: string][] = [
    ['names no address', new Response(null), 'bad-response'],
    ['refuses the type', Response.json({ error: { code: 'x' } }, { status: 415 }), 'invalid-request'],
    ['is busy', new Response(null, { status: 503 }), 'overloaded'],
  ];
  for (const [what, start, code] of answers) {
    it(`fails clearly where the far end ${what}`, async () => {
      const error = await failed(
        uploadFile(fileOf(5), film, {
          call: async () => start,
          signal: new AbortController().signal,
          onProgress: () => {},
          wait: pause,
        }),
      );
      expect(error).to.be.instanceOf(ChatError).and.include({ code });
    });
  }
});

describe('waiting until a file can be used', () => {
  const file = {
    path: '/files/abc-1',
    uri: 'https://store.example/files/abc-1',
    state: 'processing' as const,
  };
  const { signal } = new AbortController();

  it('asks ever less often until it is ready', async () => {
    const store = new FakeStore({ states: [...Array.from({ length: 6 }, () => 'PROCESSING'), 'ACTIVE'] });
    const waits: number[] = [];
    const wait = async (milliseconds: number): Promise<void> => {
      waits.push(milliseconds);
    };
    expect(await awaitFile(file, { call: store.call, signal, wait })).to.include({ state: 'active' });
    expect(waits).to.deep.equal([1000, 1500, 2250, 3375, 5000, 5000, 5000]);
  });

  it('tells that Gemini could not read it', async () => {
    const store = new FakeStore({ states: ['FAILED'] });
    expect(await awaitFile(file, { call: store.call, signal, wait: async () => {} })).to.include({
      state: 'failed',
    });
  });

  it('has patience with a few lost answers, not with many', async () => {
    let lost = 0;
    const store = new FakeStore();
    const flaky = (most: number) => async (path: string, init: RequestInit, own: AbortSignal) => {
      lost += 1;
      if (lost <= most) throw new ChatError('network');
      return store.call(path, init, own);
    };
    expect(await awaitFile(file, { call: flaky(3), signal, wait: async () => {} })).to.include({
      state: 'active',
    });
    lost = 0;
    expect(await failed(awaitFile(file, { call: flaky(9), signal, wait: async () => {} }))).to.include({
      code: 'network',
    });
  });

  it('does not wait for ever', async () => {
    const store = new FakeStore({ states: ['PROCESSING'] });
    let waited = 0;
    const wait = async (milliseconds: number): Promise<void> => {
      waited += milliseconds;
    };
    expect(await failed(awaitFile(file, { call: store.call, signal, wait }))).to.include({ code: 'timeout' });
    expect(waited).to.be.within(590_000, 620_000);
  });

  it('stops waiting when it is cancelled', async () => {
    const stop = new AbortController();
    const waiting = awaitFile(file, { call: new FakeStore().call, signal: stop.signal, wait: pause });
    stop.abort(new Error('cancelled'));
    expect(await failed(waiting)).to.have.property('message', 'cancelled');
  });
});

describe('what the far end says of a file', () => {
  it('is read with and without its wrapper', () => {
    const file = {
      name: 'files/o3s42u5uu1z2',
      uri: 'https://g.example/v1beta/files/o3s42u5uu1z2',
      state: 'ACTIVE',
    };
    for (const answer of [file, { file }]) {
      expect(readUploadedFile(answer)).to.deep.equal({
        path: '/files/o3s42u5uu1z2',
        uri: file.uri,
        state: 'active',
      });
    }
  });

  for (const answer of [
    undefined,
    null,
    [],
    {},
    { file: {} },
    { name: 'files/../config', uri: 'https://g.example' },
    { name: 'files/a?b', uri: 'https://g.example' },
    { name: 'a', uri: 'https://g.example' },
    { name: 'files/a' },
  ]) {
    it(`is refused where it is ${JSON.stringify(answer)}`, () => {
      expect(() => readUploadedFile(answer))
        .to.throw(ChatError)
        .with.property('code', 'bad-response');
    });
  }
});

describe('uploading through a backend', () => {
  for (const [name, state] of [
    ['film.mp4', 'active'],
    ['broken.mp4', 'failed'],
  ] as const) {
    it(`ends ${state} for ${name}`, async () => {
      const backend = createChatHandler({
        apiKey: 'none',
        fetch: createGeminiEmulator(),
        log: false,
        uploads: true,
        origins: '*',
      });
      const transport = new BackendTransport({ endpoint: `${location.origin}/api/gemini`, fetch: backend });
      const { signal } = new AbortController();
      const call = transport.call.bind(transport);
      const progress: number[] = [];
      const options = {
        call,
        signal,
        onProgress: (fraction: number) => progress.push(fraction),
        wait: async () => {},
      };
      const uploaded = await uploadFile(fileOf(3 * mebibyte + 5), { ...film, name }, options);
      expect(uploaded).to.include({ state: 'processing' });
      expect(uploaded && (await awaitFile(uploaded, options))).to.include({ state });
      expect(progress.at(-1)).to.equal(1);
    });
  }
});
