import { expect } from 'chai';
import type { Fault } from '../../src/emulator.js';
import type { GeminiChatElement } from '../../src/element/gemini-chat-element.js';
import { isWireObject, type WireObject } from '../../src/protocol/wire-object.js';
import { among } from '../support/beyond-live.js';
import { type EmulatedSite, say, script } from '../support/emulated-site.js';
import { ask, input, part, parts, until } from '../support/mount-chat.js';
import { direct, live, liveWays, openChat, stateful, streamedWays, type Way } from '../support/ways.js';
import { drawImage, encode, makeBytes } from '../ui/media-bytes.js';

/** What a turn brought, in either API's words: kind of media, type, and where its bytes are. */
type Brought = readonly [mimeType: unknown, kind: 'data' | 'uri' | 'text', value: unknown];

function readPiece(piece: unknown): Brought[] {
  if (!isWireObject(piece)) return [];
  const { text, data, uri, mime_type: mimeType, inlineData: inline, fileData: file } = piece;
  if (typeof text === 'string') return [['', 'text', text]];
  if (isWireObject(inline)) return [[inline['mimeType'], 'data', inline['data']]];
  if (isWireObject(file)) return [[file['mimeType'], 'uri', file['fileUri']]];
  return [data === undefined ? [mimeType, 'uri', uri] : [mimeType, 'data', data]];
}

/** The pieces of the question in a turn. */
function broughtBy(turn: WireObject | undefined): Brought[] {
  const list = turn?.['input'] ?? turn?.['contents'];
  if (!Array.isArray(list)) return [];
  const last: unknown = list.at(-1);
  const inner = isWireObject(last) ? (last['content'] ?? last['parts']) : undefined;
  return (Array.isArray(inner) ? inner : list).flatMap(readPiece);
}

const bytes = makeBytes(900);
const file = (name: string, type: string, content: BlobPart = bytes): File =>
  new File([content], name, { type });

const media: readonly (readonly [file: File, mimeType: string])[] = [
  [file('a.jpg', 'image/jpeg'), 'image/jpeg'],
  [file('a.heic', ''), 'image/heic'],
  [file('a.mp3', 'audio/mpeg'), 'audio/mpeg'],
  [file('a.opus', ''), 'audio/opus'],
  [file('a.mp4', 'video/mp4'), 'video/mp4'],
  [file('a.pdf', 'application/pdf'), 'application/pdf'],
  [file('a.pdf', ''), 'application/pdf'],
];

const texts: readonly File[] = [
  file('notes.md', '', '# Notes\n\nGrüße'),
  file('main.ts', '', 'const answer = 42;'),
  file('notes.txt', 'text/plain', 'Plain words'),
];

async function sendWith(chat: GeminiChatElement, sources: readonly (File | string)[]): Promise<void> {
  await chat.attach(sources);
  await until(() => parts(chat, 'attachment').length > 0, 'the tray shows them');
  await ask(chat, 'What is it?');
  await until(() => chat.messages.at(-1)?.status === 'complete', 'it is answered');
}

/** More bytes than there is room for in a message; a backend takes less than Google. */
const sizeOfFilm = ({ over }: Way): number => (over === 'google' ? 15_500_000 : 1_500_000);

const uploads = ({ sent }: EmulatedSite): string[] =>
  sent
    .filter(({ path }) => /^\/(?:upload|files)/.test(path))
    .map(({ method, path }) => `${method} ${path.replace(/\?.*/, '')}`);

describe('files that I attach', () => {
  for (const way of among(streamedWays, 'documents')) {
    it(`go with my words, each as what it is, ${way.name}`, async () => {
      const { chat, site } = await openChat(way, { scenes: [script('I see.')] });
      await sendWith(
        chat,
        media.map(([each]) => each),
      );
      const brought = broughtBy(site.turns()[0]);
      expect(brought.slice(0, -1)).to.deep.equal(
        media.map(([, mimeType]) => [mimeType, 'data', encode(bytes)]),
      );
      expect(brought.at(-1)).to.deep.equal(['', 'text', 'What is it?']);
      expect(chat.messages[0]?.text).to.equal('What is it?');
      await until(
        () => parts(chat, 'attachment').filter((each) => each.checkVisibility()).length === media.length,
        'my message shows them',
      );
      expect(input(chat).value).to.equal('');
    });
  }

  for (const way of streamedWays) {
    it(`that are text can be read by the model ${way.name}`, async () => {
      const { chat, site } = await openChat(way, { scenes: [script('I see.')] });
      await sendWith(chat, texts);
      const said = site.told();
      for (const words of [
        'Grüße',
        'const answer = 42;',
        'Plain words',
        'notes.md',
        'main.ts',
        'What is it?',
      ]) {
        expect(said, words).to.contain(words);
      }
      expect(chat.messages[0]?.text, 'my own words alone').to.equal('What is it?');
    });
  }

  for (const way of among(streamedWays, 'files at an address')) {
    it(`and are too large for a message go ahead of it, and are waited for, ${way.name}`, async () => {
      const { chat, site } = await openChat(way, { scenes: [script('I see.')] });
      const film = file('film.mp4', 'video/mp4', makeBytes(sizeOfFilm(way)));
      const attached = chat.attach([film]);
      const states = new Set<string | undefined>();
      await until(() => {
        for (const each of parts(chat, 'attachment')) states.add(each.dataset['state']);
        return states.has('ready');
      }, 'it is ready');
      await attached;
      expect(states, 'I see how far it is').to.include('processing');
      await ask(chat, 'What is it?');
      await until(() => chat.messages.at(-1)?.status === 'complete', 'it is answered');
      const [[mimeType, kind, uri] = []] = broughtBy(site.turns()[0]);
      expect([mimeType, kind]).to.deep.equal(['video/mp4', 'uri']);
      expect(uri).to.match(/\/files\/[\w-]+$/);
      const calls = uploads(site);
      expect(calls[0]).to.equal('POST /upload/files');
      expect(calls.at(-1)).to.match(/^GET \/files\//);
      expect(JSON.stringify(site.turns()[0]).length, 'not in the message').to.be.below(5000);
    });

    it(`as addresses go as they are ${way.name}`, async () => {
      const { chat, site } = await openChat(way, { scenes: [script('I see.')] });
      await sendWith(chat, ['https://youtu.be/dQw4w9WgXcQ', 'https://example.com/a.pdf']);
      const [video, document] = broughtBy(site.turns()[0]);
      expect(video?.slice(1)).to.deep.equal(['uri', 'https://www.youtube.com/watch?v=dQw4w9WgXcQ']);
      expect(document).to.deep.equal(['application/pdf', 'uri', 'https://example.com/a.pdf']);
    });
  }

  it('and cannot be sent are named, each with its reason, and the rest goes', async () => {
    const { chat, site } = await openChat(stateful, { scenes: [script('I see.')] });
    const errors: string[] = [];
    chat.addEventListener('chat-error', ({ error }) => errors.push(error.code));
    const bad = [
      file('a.exe', 'application/x-msdownload'),
      file('empty.png', 'image/png', ''),
      'https://elsewhere.test/a.pdf',
    ];
    await chat.attach([...bad, file('a.jpg', 'image/jpeg')]);
    const states = parts(chat, 'attachment').map((each) => each.dataset['state']);
    expect(states).to.deep.equal(['refused', 'refused', 'refused', 'ready']);
    expect(errors).to.have.members(['attachment-type', 'attachment-failed', 'attachment-type']);
    expect(site.turns()).to.deep.equal([]);
    await ask(chat, 'What is it?');
    await until(() => chat.messages.at(-1)?.status === 'complete', 'it is answered');
    expect(broughtBy(site.turns()[0]).map(([mimeType]) => mimeType)).to.deep.equal(['image/jpeg', '']);
  });

  for (const way of [stateful, direct, ...liveWays]) {
    it(`are there again with my words when they could not be sent ${way.name}`, async () => {
      let isDown = true;
      const faults = (request: Request): Fault | undefined =>
        isDown && request.method === 'POST' ? { kind: 'status', status: 400 } : undefined;
      const { chat, site } = await openChat(way, { faults, scenes: [script('I see.')] });
      await chat.attach([file('a.jpg', 'image/jpeg'), texts[0] ?? raise()]);
      await ask(chat, 'What is it?');
      await until(() => chat.status === 'error', 'it failed');
      await until(() => input(chat).value === 'What is it?', 'my words are back');
      const tray = (): HTMLElement[] => [
        ...(part(chat, 'attachments')?.querySelectorAll<HTMLElement>('[part="attachment"]') ?? []),
      ];
      await until(() => tray().length === 2, 'my files are back');
      isDown = false;
      part(chat, 'send-button')?.click();
      await until(() => chat.messages.at(-1)?.text === 'I see.', 'it is answered');
      for (const words of [encode(bytes), 'Grüße', 'What is it?']) expect(site.told()).to.contain(words);
      if (way.over !== 'live') expect(site.turns().at(-1)).to.deep.equal(site.turns()[0]);
      expect(tray()).to.deep.equal([]);
    });
  }

  for (const way of [stateful, direct]) {
    it(`can be taken out while they are on their way, and nothing of them is sent ${way.name}`, async () => {
      let release: () => void = () => {};
      const held = new Promise<void>((resolve) => (release = resolve));
      const faults = async (request: Request): Promise<Fault | undefined> => {
        if (request.url.includes('upload_id')) await held;
        return undefined;
      };
      const { chat, site } = await openChat(way, { faults, scenes: [script('I see.')] });
      void chat.attach([file('film.mp4', 'video/mp4', makeBytes(sizeOfFilm(way)))]);
      await until(() => uploads(site).length > 1, 'it is on its way');
      (await until(() => part(chat, 'remove-button'), 'it can be taken out')).click();
      release();
      await until(() => parts(chat, 'attachment').length === 0, 'it is gone');
      await ask(chat, 'Never mind');
      await until(() => chat.messages.at(-1)?.status === 'complete', 'it is answered');
      expect(broughtBy(site.turns()[0])).to.deep.equal([['', 'text', 'Never mind']]);
    });
  }

  for (const way of among(streamedWays, 'pictures as answers')) {
    it(`can be an answer's own image, to have it changed, ${way.name}`, async () => {
      const data = await drawImage(32, 32);
      const picture = { type: 'image', mime_type: 'image/png', data };
      const { chat, site } = await openChat(way, {
        scenes: [script([{ type: 'model_output', content: [picture] }], [say('Changed.')])],
      });
      await chat.send('Draw');
      (
        await until(() => part(chat, 'image')?.querySelector<HTMLButtonElement>('.edit'), 'it can be changed')
      ).click();
      await until(() => part(chat, 'attachments')?.querySelector('[part="attachment"]'), 'it is attached');
      await ask(chat, 'Make it red');
      await until(() => chat.messages.at(-1)?.text === 'Changed.', 'it is answered');
      expect(broughtBy(site.turns().at(-1))).to.deep.equal([
        ['image/png', 'data', data],
        ['', 'text', 'Make it red'],
      ]);
    });
  }

  for (const way of streamedWays) {
    it(`stay with a question that I ask in other words ${way.name}`, async () => {
      const { chat, site } = await openChat(way, { scenes: [script('I see.')] });
      await sendWith(chat, [file('a.jpg', 'image/jpeg')]);
      await chat.edit(chat.messages[0]?.id ?? '', 'And now?');
      const asked: unknown = JSON.parse(site.told());
      expect(Array.isArray(asked) ? asked : []).to.have.length(1);
      expect(broughtBy({ input: asked })).to.deep.equal([
        ['image/jpeg', 'data', encode(bytes)],
        ['', 'text', 'And now?'],
      ]);
    });
  }

  for (const way of liveWays) {
    it(`go with my words where they are pictures, ${way.name}`, async () => {
      const { chat, site } = await openChat(way, { scenes: [script('I see.', 'Still.')] });
      await sendWith(chat, [file('a.jpg', 'image/jpeg')]);
      expect(broughtBy({ input: JSON.parse(site.told()) })).to.deep.equal([
        ['image/jpeg', 'data', encode(bytes)],
        ['', 'text', 'What is it?'],
      ]);
      expect(chat.messages[0]?.text).to.equal('What is it?');
      expect(await chat.send('And now?')).to.include({ text: 'Still.', status: 'complete' });
      expect(site.told(), 'it is still known').to.contain(encode(bytes));
    });
  }

  for (const way of liveWays) {
    it(`go with my words where they are sound and the model hears files, and are refused elsewhere, ${way.name}`, async () => {
      const { chat, site } = await openChat(way, { scenes: [script('I hear.')] });
      await chat.attach([file('a.mp3', 'audio/mpeg')]);
      await ask(chat, 'What is it?');
      await until(() => chat.status === 'ready' || chat.status === 'error', 'it is over');
      if (way === live) {
        expect(chat.messages.at(-1)?.error).to.include({
          code: 'attachment-type',
          reason: 'live-attachment',
        });
        expect(site.turns()).to.deep.equal([]);
        return;
      }
      expect(chat.messages.at(-1)?.text).to.equal('I hear.');
      expect(broughtBy({ input: JSON.parse(site.told()) })).to.deep.equal([
        ['audio/mpeg', 'data', encode(bytes)],
        ['', 'text', 'What is it?'],
      ]);
    });
  }

  it('are not taken where the page wants none', async () => {
    const { chat } = await openChat(stateful, {}, { attachments: 'off' });
    const error: unknown = await chat
      .attach([file('a.jpg', 'image/jpeg')])
      .catch((reason: unknown) => reason);
    expect(error).to.include({ code: 'attachment-failed' });
    expect(part(chat, 'attach-button')).to.equal(undefined);
  });
});

function raise(): never {
  throw new Error('There is no such file.');
}
