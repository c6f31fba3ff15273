import { expect } from 'chai';
import { writeFileText } from '../../src/attachments/file-text.js';
import type { Message } from '../../src/conversation/message.js';
import type { Content } from '../../src/protocol/step.js';
import { MediaElement } from '../../src/ui/media-element.js';
import { ReuseMediaEvent } from '../../src/ui/picture-element.js';
import { drawImage, encode } from './media-bytes.js';
import { change, listViolations, makeMessage, readWords, rest, showPart } from './activity-stage.js';
import { until } from '../support/mount-chat.js';

function makeMedia(contents: readonly unknown[], fields: Partial<Message> = {}): Message {
  const type = fields.role === 'user' ? 'user_input' : 'model_output';
  return makeMessage({ steps: [{ type, content: contents }], ...fields });
}

const show = (message: Message, more: Partial<MediaElement> = {}) =>
  showPart(MediaElement, { message, ...more });

const image = (part: Element) => part.querySelector('img');

/** The image as soon as the browser has it. */
function shownImage(part: Element): Promise<HTMLImageElement> {
  return until(() => {
    const found = image(part);
    return found?.complete && found.naturalWidth > 0 ? found : undefined;
  }, 'the image shows');
}

const isThere = (url: string): Promise<boolean> =>
  fetch(url).then(
    () => true,
    () => false,
  );

describe('an image that the model made', () => {
  it('shows, with words for those who cannot see it', async () => {
    const part = await show(
      makeMedia([{ type: 'image', mime_type: 'image/png', data: await drawImage(90, 60) }]),
    );
    const shown = await shownImage(part);
    expect([shown.naturalWidth, shown.naturalHeight]).to.deep.equal([90, 60]);
    expect(shown.alt).to.equal('Image made by Gemini');
    expect(shown.src).to.match(/^blob:/);
  });

  it('has its room before it is there, and moves nothing when it comes', async () => {
    const part = await show(makeMedia([{ type: 'image', data: await drawImage(400, 200) }]));
    part.style.inlineSize = '300px';
    const before = part.getBoundingClientRect().height;
    expect(part.querySelector('.frame')?.getBoundingClientRect().width).to.equal(300);
    expect(part.querySelector('.frame')?.getBoundingClientRect().height).to.be.closeTo(150, 2);
    const file = await until(() => part.querySelector('a[download]'), 'it can be saved');
    expect(file).to.exist;
    await shownImage(part);
    expect(part.getBoundingClientRect().height).to.be.closeTo(before, 1);
  });

  it('that is small is not made larger, and one that is high is not higher than a screen', async () => {
    const part = await show(
      makeMedia([
        { type: 'image', data: await drawImage(40, 40) },
        { type: 'image', data: await drawImage(200, 4000) },
      ]),
    );
    const [small, high] = part.querySelectorAll('.frame');
    expect(small?.getBoundingClientRect().width).to.equal(40);
    expect(high?.getBoundingClientRect().height).to.be.at.most(28 * 16 + 4);
  });

  it('is saved under a name that tells what it is', async () => {
    const data = await drawImage(10, 10, 'image/webp');
    const part = await show(makeMedia([{ type: 'image', mime_type: 'image/png', data }]));
    const link = await until(() => part.querySelector<HTMLAnchorElement>('a[download]'), 'it can be saved');
    expect(link.download).to.equal('gemini-image-1.webp');
    const blob = await (await fetch(link.href)).blob();
    expect(blob.type).to.equal('image/webp');
    expect(encode(new Uint8Array(await blob.arrayBuffer()))).to.equal(data);
  });

  it('can be given back to be edited', async () => {
    const content: Content = { type: 'image', mime_type: 'image/png', data: await drawImage(10, 10) };
    const part = await show(makeMedia([content]));
    const heard: Content[] = [];
    part.addEventListener('reuse-media', (event) => {
      if (event instanceof ReuseMediaEvent) heard.push(event.content);
    });
    const button = part.querySelector<HTMLButtonElement>('.edit');
    expect(readWords(button)).to.equal('Edit this image');
    button?.click();
    expect(heard).to.deep.equal([content]);
  });

  const broken: [name: string, data: string][] = [
    ['text', btoa('no image at all')],
    ['HTML', btoa('<!doctype html><script>alert(1)</script>')],
    [
      'SVG, which may hold a script',
      btoa('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
    ],
    ['no base64', 'not base64!'],
    ['cut in the middle of a group', 'iVBOR'],
  ];
  for (const [name, data] of broken) {
    it(`is said to be damaged where it is ${name}`, async () => {
      const part = await show(makeMedia([{ type: 'image', mime_type: 'image/png', data }]));
      await until(() => part.querySelector('.problem'), 'it says so');
      expect(readWords(part)).to.include('It cannot be shown.');
      expect(part.querySelector('img, a, svg script')).to.equal(null);
    });
  }

  it('of a kind that the browser cannot show can still be saved', async () => {
    const data = btoa(`II*\0${'x'.repeat(50)}`);
    const part = await show(makeMedia([{ type: 'image', mime_type: 'image/tiff', data }]));
    await until(() => part.querySelector('.problem'), 'it says so');
    expect(readWords(part)).to.include('You can download it.');
    expect(part.querySelector<HTMLAnchorElement>('a[download]')?.download).to.equal('gemini-image-1.tiff');
  });

  it('that claims gigabytes of pixels is not shown', async () => {
    const bytes = new Uint8Array(64);
    bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    new DataView(bytes.buffer).setUint32(16, 60_000);
    new DataView(bytes.buffer).setUint32(20, 60_000);
    const part = await show(makeMedia([{ type: 'image', data: encode(bytes) }]));
    await until(() => part.querySelector('.problem'), 'it says so');
    expect(image(part)).to.equal(null);
  });

  it('stays the same element while the answer goes on', async () => {
    const content = { type: 'image', data: await drawImage(10, 10) };
    const part = await show(makeMedia([content], { status: 'streaming' }));
    const shown = await shownImage(part);
    const { src } = shown;
    await change(part, { message: makeMedia([content, { type: 'text', text: 'So.' }]) });
    expect(image(part)).to.equal(shown);
    expect(shown.src).to.equal(src);
  });

  it('gives its memory back when it goes, and comes again when it is put back', async () => {
    const part = await show(makeMedia([{ type: 'image', data: await drawImage(10, 10) }]));
    const { src } = await shownImage(part);
    expect(await isThere(src)).to.equal(true);
    const parent = part.parentNode;
    part.remove();
    expect(await isThere(src)).to.equal(false);
    parent?.append(part);
    expect((await shownImage(part)).src).not.to.equal(src);
  });

  it('gives its memory back when another one takes its place', async () => {
    const part = await show(makeMedia([{ type: 'image', data: await drawImage(10, 10) }]));
    const { src } = await shownImage(part);
    await change(part, {
      message: makeMedia([{ type: 'image', data: await drawImage(20, 20) }], { id: 'm2' }),
    });
    expect(await isThere(src)).to.equal(false);
    const next = await until(
      () => (image(part)?.naturalWidth === 20 ? image(part) : undefined),
      'the next image',
    );
    expect(next?.src).not.to.equal(src);
  });
});

describe('media that is only an address', () => {
  const loads = (): string[] => performance.getEntriesByType('resource').map(({ name }) => name);
  const uri = new URL('/nowhere/picture.png', location.href).href;

  it('waits for a click, and names the host', async () => {
    const part = await show(makeMedia([{ type: 'image', uri }]));
    const button = part.querySelector<HTMLButtonElement>('[part=image-button]');
    expect(readWords(button)).to.equal('Load image from localhost: Image made by Gemini');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(loads()).not.to.include(uri);
    button?.click();
    await rest(part);
    expect(image(part)?.src).to.equal(uri);
    expect(image(part)?.referrerPolicy).to.equal('no-referrer');
    await until(() => part.querySelector('.problem'), 'it says that nothing is there');
    expect(readWords(part)).to.include('It could not be loaded from localhost.');
  });

  it('shows at once where the page trusts the host', async () => {
    const content = { imageHosts: [location.origin], linkHosts: [], headingLevel: 3 };
    const part = await show(makeMedia([{ type: 'image', uri: `${uri}?trusted` }]), { content });
    expect(image(part)?.src).to.equal(`${uri}?trusted`);
  });

  it('trusts nobody where the page wrote its list wrongly', async () => {
    const content = { imageHosts: ['*'], linkHosts: [], headingLevel: 3 };
    const part = await show(makeMedia([{ type: 'image', uri: `${uri}?wrong` }]), { content });
    expect(image(part)).to.equal(null);
  });

  const addresses: [type: string, uri: string, words: string, href: string | undefined][] = [
    [
      'video',
      'https://videos.example.com/a.mp4',
      'Video (videos.example.com)',
      'https://videos.example.com/a.mp4',
    ],
    ['audio', 'http://example.com/a.mp3', 'Sound (example.com)', 'http://example.com/a.mp3'],
    [
      'document',
      'https://user:secret@example.com/a.pdf',
      '⚠ Document (example.com)',
      'https://example.com/a.pdf',
    ],
    ['video', 'javascript:alert(1)', 'Video', undefined],
    ['document', 'gs://bucket/a.pdf', 'Document', undefined],
    ['image', 'data:text/html,<script>1</script>', 'Image', undefined],
  ];
  for (const [type, address, words, href] of addresses) {
    it(`is a link where it may be followed: ${type} at ${address}`, async () => {
      const part = await show(makeMedia([{ type, uri: address }]));
      expect(readWords(part)).to.equal(words);
      expect(part.querySelector('a')?.getAttribute('href') ?? undefined).to.equal(href);
      expect(part.querySelector('img, video, audio, iframe')).to.equal(null);
    });
  }
});

describe('what the reader attached', () => {
  it('shows images small, other files as cards, and addresses as links', async () => {
    const part = await show(
      makeMedia(
        [
          { type: 'image', data: await drawImage(1000, 500) },
          { type: 'document', mime_type: 'application/pdf', data: btoa('%PDF') },
          { type: 'video', uri: 'https://www.youtube.com/watch?v=x' },
          {
            type: 'video',
            mime_type: 'video/mp4',
            uri: 'https://generativelanguage.googleapis.com/v1beta/files/abc',
          },
          { type: 'text', text: 'What is this?' },
        ],
        { role: 'user' },
      ),
    );
    const parts = [...part.querySelectorAll('[part=attachment]')];
    expect(parts.slice(1).map(readWords)).to.deep.equal([
      'Document · PDF 4 bytes',
      'Video (www.youtube.com)',
      'Video · MP4',
    ]);
    const shown = await shownImage(part);
    expect(shown.alt).to.equal('Attached image');
    expect(shown.getBoundingClientRect().height).to.be.at.most(7 * 16 + 2);
    expect(part.querySelector('button, a[download]')).to.equal(null);
  });
});

describe('the part that shows media', () => {
  const odd: [name: string, content: unknown][] = [
    ['nothing', null],
    ['a text', 'image'],
    ['no data', { type: 'image' }],
    ['data that is a number', { type: 'image', data: 7 }],
    ['a kind that nobody knows', { type: 'hologram', data: 'AAAA' }],
    ['a type that is an object', { type: 'document', mime_type: {}, data: 'AAAA' }],
    ['an address that is none', { type: 'video', uri: 'http://' }],
  ];
  for (const [name, content] of odd) {
    it(`survives ${name}`, async () => {
      const part = await show(makeMedia([content, { type: 'image', data: await drawImage(10, 10) }]));
      expect(await shownImage(part)).to.exist;
    });
  }

  it('shows a text file as a file, by its own name and size', async () => {
    const text = writeFileText({ name: 'notes.md', text: '# Öl' });
    const part = await show(makeMedia([{ type: 'text', text }], { role: 'user' }));
    expect(readWords(part.querySelector('[part="attachment"]'))).to.equal('notes.md 5 bytes');
  });

  it('shows a hundred of them at most', async () => {
    const many = Array.from({ length: 3000 }, () => ({ type: 'document', data: 'AAAA' }));
    const part = await show(makeMedia(many));
    expect(part.querySelectorAll('gemini-chat-file')).to.have.lengthOf(100);
  });

  for (const theme of ['light', 'dark']) {
    it(`has nothing for axe to find, ${theme}`, async () => {
      document.documentElement.lang = 'en';
      document.documentElement.style.colorScheme = theme;
      document.title = 'Test';
      const contents = [
        { type: 'image', data: await drawImage(40, 40) },
        { type: 'image', data: 'AAAA' },
        { type: 'image', uri: 'https://images.example.com/a.png' },
        { type: 'audio', mime_type: 'audio/l16', data: 'AAAAAAAA' },
        { type: 'video', mime_type: 'video/mp4', data: 'AAAAAAAA' },
        { type: 'video', uri: 'https://videos.example.com/a.mp4' },
        { type: 'document', mime_type: 'application/pdf', data: 'AAAA' },
      ];
      for (const role of ['model', 'user'] as const) {
        const part = await show(makeMedia(contents, { role }));
        await new Promise((resolve) => setTimeout(resolve, 100));
        expect(await listViolations(part)).to.deep.equal([]);
      }
      document.documentElement.style.colorScheme = '';
    }).timeout(20_000);
  }

  it('fits into a narrow column without scrolling sideways', async () => {
    const part = await show(
      makeMedia([
        { type: 'image', data: await drawImage(2000, 300) },
        { type: 'audio', mime_type: 'audio/l16', data: 'AAAAAAAA' },
        { type: 'document', data: 'AAAA', name: 'a'.repeat(80) },
        { type: 'video', uri: `https://${'long.'.repeat(30)}example.com/a` },
      ]),
    );
    part.style.inlineSize = '260px';
    await rest(part);
    expect(part.scrollWidth).to.be.at.most(260);
  });
});
