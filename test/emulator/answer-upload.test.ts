import { expect } from 'chai';
import type { GeminiEmulator, GeminiEmulatorOptions } from '../../src/emulator/gemini-emulator.js';
import type { Scene, SceneFile } from '../../src/emulator/scene.js';
import { askUnary, createStill } from './ask-emulator.js';

const base = 'https://gemini.example/v1beta';
const start = 'https://gemini.example/upload/v1beta/files';
const key = { 'x-goog-api-key': 'any' };
const day = 86_400_000;

interface Described {
  mimeType?: string;
  size?: number;
  file?: Record<string, unknown>;
}

function begin(emulator: GeminiEmulator, { mimeType = 'text/plain', size, file = {} }: Described = {}) {
  return emulator(start, {
    method: 'POST',
    headers: {
      ...key,
      'x-goog-upload-protocol': 'resumable',
      'x-goog-upload-command': 'start',
      'x-goog-upload-header-content-type': mimeType,
      ...(size === undefined ? {} : { 'x-goog-upload-header-content-length': String(size) }),
    },
    body: JSON.stringify({ file }),
  });
}

function send(emulator: GeminiEmulator, url: string, command: string, body = '', offset = 0) {
  const headers = { 'x-goog-upload-command': command, 'x-goog-upload-offset': String(offset) };
  return emulator(url, { method: 'POST', headers, body });
}

function addressOf(response: Response): string {
  return response.headers.get('x-goog-upload-url') ?? '';
}

async function upload(emulator: GeminiEmulator, text: string, more: Described = {}) {
  const begun = await begin(emulator, { size: text.length, ...more });
  const response = await send(emulator, addressOf(begun), 'upload, finalize', text);
  expect(response.status).to.equal(200);
  return (await response.json()).file;
}

async function ask(emulator: GeminiEmulator, path: string, method = 'GET') {
  const response = await emulator(`${base}/${path}`, { method, headers: key });
  return { status: response.status, body: await response.json() };
}

/** An emulator that tells which files its scene was given. */
function createWatched(options: GeminiEmulatorOptions = {}) {
  const seen: (readonly SceneFile[])[] = [];
  const scene: Scene = {
    name: 'watched',
    matches: () => true,
    reply: ({ files = [] }) => {
      seen.push(files);
      return 'Seen.';
    },
  };
  return { emulator: createStill({ ...options, scenes: [scene] }), seen };
}

const document = (uri: unknown) => [
  { type: 'document', uri, mime_type: 'text/plain' },
  { type: 'text', text: 'What is this?' },
];

describe('uploading a file', () => {
  it('begins at an address of the same origin that needs no key', async () => {
    const begun = await begin(createStill(), { size: 3 });
    expect(begun.status).to.equal(200);
    expect(new URL(addressOf(begun)).origin).to.equal('https://gemini.example');
    expect(begun.headers.get('x-goog-upload-status')).to.equal('active');
    expect(begun.headers.get('access-control-expose-headers')).to.contain('x-goog-upload-url');
  });

  it('takes the bytes in pieces and tells how many have come', async () => {
    const emulator = createStill();
    const url = addressOf(await begin(emulator, { size: 11, file: { displayName: 'notes.txt' } }));
    const first = await send(emulator, url, 'upload', 'hello ');
    expect(first.headers.get('x-goog-upload-status')).to.equal('active');
    const asked = await send(emulator, url, 'query');
    expect(asked.headers.get('x-goog-upload-size-received')).to.equal('6');
    const last = await send(emulator, url, 'upload, finalize', 'world', 6);
    expect(last.headers.get('x-goog-upload-status')).to.equal('final');
    const { file } = await last.json();
    expect(file).to.include({
      displayName: 'notes.txt',
      mimeType: 'text/plain',
      sizeBytes: '11',
      state: 'ACTIVE',
      createTime: '2026-02-03T04:05:06.789Z',
      expirationTime: '2026-02-05T04:05:06.789Z',
    });
    expect(file.uri).to.equal(`${base}/${file.name}`);
    expect((await ask(emulator, file.name)).body).to.deep.equal(file);
    const again = await send(emulator, url, 'upload, finalize', 'world', 6);
    expect((await again.json()).file).to.deep.equal(file);
  });

  it('has the fields that recorded files have', async function () {
    const name =
      'posit-dev+chatlas__tests__vcr_test_provider_google_files_test_google_file_lifecycle.yaml__02.json';
    const recorded = await fetch(`/shared/recordings/files/${encodeURIComponent(name)}`);
    if (!recorded.ok) {
      console.log('skipped: the recorded traffic is absent');
      this.skip();
    }
    const { sha256Hash: _, ...expected } = await recorded.json();
    const file = await upload(createStill(), '%PDF', { mimeType: 'application/pdf' });
    expect(Object.keys(file)).to.have.members(Object.keys(expected));
    expect(file.name).to.match(/^files\/[a-z0-9]{12}$/);
  });

  const refusals: readonly (readonly [why: string, how: (emulator: GeminiEmulator) => Promise<Response>])[] =
    [
      ['an empty file', (emulator) => begin(emulator, { size: 0 })],
      ['a file of more than 2 GB', (emulator) => begin(emulator, { size: 2 ** 31 + 1 })],
      ['a file of no type', (emulator) => begin(emulator, { mimeType: '' })],
      ['a strange name', (emulator) => begin(emulator, { file: { name: 'files/Not Good' } })],
      [
        'a piece that leaves a gap',
        async (emulator) => send(emulator, addressOf(await begin(emulator)), 'upload', 'a', 5),
      ],
      [
        'more bytes than were announced',
        async (emulator) => send(emulator, addressOf(await begin(emulator, { size: 2 })), 'upload', 'abc'),
      ],
      [
        'fewer bytes than were announced',
        async (emulator) =>
          send(emulator, addressOf(await begin(emulator, { size: 9 })), 'upload, finalize', 'abc'),
      ],
      [
        'an upload that is not resumable',
        (emulator) => emulator(start, { method: 'POST', headers: key, body: 'a' }),
      ],
    ];
  for (const [why, how] of refusals) {
    it(`refuses ${why}`, async () => {
      const response = await how(createStill());
      expect(response.status).to.equal(400);
      expect((await response.json()).error.status).to.equal('INVALID_ARGUMENT');
    });
  }

  it('can be given up', async () => {
    const emulator = createStill();
    const url = addressOf(await begin(emulator));
    expect((await send(emulator, url, 'cancel')).headers.get('x-goog-upload-status')).to.equal('cancelled');
    expect((await send(emulator, url, 'upload, finalize', 'a')).status).to.equal(400);
  });

  it('keeps the name that the client chose, once', async () => {
    const emulator = createStill();
    const file = await upload(emulator, 'a', { file: { name: 'files/my-notes' } });
    expect(file.name).to.equal('files/my-notes');
    expect((await begin(emulator, { file: { name: 'my-notes' } })).status).to.equal(409);
  });
});

describe('an uploaded file', () => {
  it('is listed with the others, newest first, a page at a time', async () => {
    const emulator = createStill();
    expect((await ask(emulator, 'files')).body).to.deep.equal({});
    const names: string[] = [];
    for (const text of ['a', 'b', 'c']) names.push((await upload(emulator, text)).name);
    const first = (await ask(emulator, 'files?pageSize=2')).body;
    const second = (await ask(emulator, `files?pageSize=2&pageToken=${first.nextPageToken}`)).body;
    const listed = [...first.files, ...second.files].map((file: { name: string }) => file.name);
    expect(listed).to.deep.equal(names.toReversed());
    expect((await ask(emulator, 'files?pageSize=x')).status).to.equal(400);
  });

  it('is gone when it is deleted, and after two days', async () => {
    let now = Date.UTC(2026, 1, 3);
    const emulator = createStill({ clock: () => new Date(now) });
    const deleted = await upload(emulator, 'a');
    const expired = await upload(emulator, 'b');
    expect((await ask(emulator, deleted.name, 'DELETE')).body).to.deep.equal({});
    now += 2 * day - 1;
    expect((await ask(emulator, expired.name)).status).to.equal(200);
    now += 1;
    for (const { name, uri } of [deleted, expired]) {
      expect((await ask(emulator, name)).body.error.status).to.equal('PERMISSION_DENIED');
      expect((await ask(emulator, name, 'DELETE')).status).to.equal(403);
      const answer = await askUnary(emulator, document(uri));
      expect(answer.status).to.equal(404);
      expect(answer.body['error']).to.have.property('code', 'not_found');
    }
  });

  it('is told to the scene of the turn that refers to it', async () => {
    const { emulator, seen } = createWatched();
    const file = await upload(emulator, 'hello', { file: { displayName: 'notes.txt' } });
    await askUnary(emulator, document(file.uri));
    const told = { uri: file.uri, mimeType: 'text/plain', bytes: 5, name: 'notes.txt' };
    expect(seen).to.deep.equal([[told]]);
    const steps = [
      { type: 'user_input', content: document(file.uri) },
      { type: 'model_output', content: [{ type: 'text', text: 'Notes.' }] },
      { type: 'user_input', content: [{ type: 'text', text: 'Thanks' }] },
    ];
    await askUnary(emulator, steps, { store: false });
    expect(seen.at(-1)).to.deep.equal([]);
    await askUnary(emulator, document('https://elsewhere.example/v1beta/files/none'));
    expect(seen.at(-1)).to.deep.equal([]);
  });

  it('is refused when nobody uploaded it', async () => {
    const answer = await askUnary(
      createStill(),
      document('https://generativelanguage.googleapis.com/v1beta/files/x'),
    );
    expect(answer.status).to.equal(404);
  });

  it('is not ready at once when it is a film', async () => {
    const emulator = createStill();
    const film = await upload(emulator, 'film', { mimeType: 'video/mp4' });
    expect(film.state).to.equal('PROCESSING');
    const early = await askUnary(emulator, document(film.uri));
    expect(early.status).to.equal(400);
    expect(early.body['error']).to.have.property('code', 'failed_precondition');
    expect((await ask(emulator, film.name)).body.state).to.equal('PROCESSING');
    expect((await ask(emulator, film.name)).body.state).to.equal('ACTIVE');
    expect((await askUnary(emulator, document(film.uri))).status).to.equal(200);
  });

  it('gets ready in its time where the emulator has a pace', async () => {
    const emulator = createStill({ pace: 3 });
    const { name } = await upload(emulator, 'song', { mimeType: 'audio/wav' });
    for (let look = 0; look < 3; look += 1) {
      expect((await ask(emulator, name)).body.state).to.equal('PROCESSING');
    }
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect((await ask(emulator, name)).body.state).to.equal('ACTIVE');
  });

  it('turns out to be broken when it is called so', async () => {
    const emulator = createStill();
    const file = await upload(emulator, 'x', { file: { display_name: 'broken film.mp4' } });
    await ask(emulator, file.name);
    const { body } = await ask(emulator, file.name);
    expect(body.state).to.equal('FAILED');
    expect(body.error.message).to.be.a('string').and.not.equal('');
    expect((await askUnary(emulator, document(file.uri))).status).to.equal(400);
  });
});
