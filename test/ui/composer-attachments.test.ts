import { expect } from 'chai';
import { ChatError } from '../../src/protocol/chat-error.js';
import { FakeStore } from '../attachments/file-store.js';
import { settle, until } from '../support/mount-chat.js';
import { carry, findPart, findParts, mountComposer, pictureOf } from './mount-composer.js';

const textOf = (name: string, text = 'hello'): File => new File([text], name, { type: 'text/plain' });

const facts = (composer: Element): string[] =>
  findParts(composer, 'attachment').map((item) => item.innerText.replaceAll(/\s+/g, ' ').trim());

async function write(composer: Element, text: string): Promise<void> {
  const box = findPart(composer, 'input');
  if (box instanceof HTMLTextAreaElement) box.value = text;
  box.dispatchEvent(new InputEvent('input', { bubbles: true }));
  await settle();
}

const enter = (composer: Element): boolean =>
  findPart(composer, 'input').dispatchEvent(
    new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }),
  );

const status = (composer: Element): string =>
  composer.querySelector('[role="status"]')?.textContent?.trim() ?? '';

describe('attaching files', () => {
  it('is not offered where the page does not want it', async () => {
    const { composer } = await mountComposer(undefined);
    expect(findParts(composer, 'attach-button')).to.deep.equal([]);
    const drop = new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: carry(pictureOf()) });
    findPart(composer, 'input').dispatchEvent(drop);
    const paste = new ClipboardEvent('paste', {
      bubbles: true,
      cancelable: true,
      clipboardData: carry(pictureOf()),
    });
    findPart(composer, 'input').dispatchEvent(paste);
    await settle();
    expect(drop.defaultPrevented, 'the page may want the drop').to.equal(false);
    expect(paste.defaultPrevented).to.equal(false);
    expect(composer.querySelector('gemini-chat-attachments')).to.equal(null);
    const error: unknown = await composer.attach([pictureOf()]).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(ChatError);
  });

  it('opens the file chooser at once, for the kinds that the page wants', async () => {
    const { composer } = await mountComposer({ accept: 'image/*,.pdf' });
    const chooser = composer.querySelector('input');
    let opened = 0;
    chooser?.addEventListener('click', (event) => {
      event.preventDefault();
      opened += 1;
    });
    findPart(composer, 'attach-button').click();
    expect(opened).to.equal(1);
    expect(chooser).to.include({ type: 'file', accept: 'image/*,.pdf', multiple: true });
    expect(chooser?.checkVisibility()).to.equal(false);
  });

  it('takes what is chosen, and the same file again', async () => {
    const { composer } = await mountComposer({});
    const chooser = composer.querySelector('input');
    if (!chooser) throw new Error('There is no chooser.');
    for (const count of [1, 2]) {
      chooser.files = carry(pictureOf()).files;
      chooser.dispatchEvent(new Event('change', { bubbles: true }));
      await until(() => findParts(composer, 'attachment').length === count);
      expect(chooser.value).to.equal('');
    }
  });

  it('takes what is dropped, and shows where', async () => {
    const { composer } = await mountComposer({});
    const form = findPart(composer, 'composer');
    const drag = (type: string): DragEvent => {
      const event = new DragEvent(type, {
        bubbles: true,
        cancelable: true,
        dataTransfer: carry(pictureOf(), textOf('notes.md')),
      });
      form.dispatchEvent(event);
      return event;
    };
    expect(drag('dragover').defaultPrevented, 'else the browser opens the file').to.equal(true);
    await composer.updateComplete;
    expect(getComputedStyle(form).outlineStyle).to.equal('dashed');
    drag('dragleave');
    await composer.updateComplete;
    expect(form.hasAttribute('data-over')).to.equal(false);
    drag('dragover');
    drag('drop');
    await until(() => findParts(composer, 'attachment').length === 2);
    expect(form.hasAttribute('data-over')).to.equal(false);
  });

  it('leaves a dragged text to the browser', async () => {
    const { composer } = await mountComposer({});
    const dataTransfer = carry(['text/plain', 'hello']);
    const event = new DragEvent('dragover', { bubbles: true, cancelable: true, dataTransfer });
    findPart(composer, 'input').dispatchEvent(event);
    expect(event.defaultPrevented).to.equal(false);
  });

  const pastes: [what: string, data: DataTransfer, taken: boolean][] = [
    ['a screenshot', carry(pictureOf('image.png')), true],
    ['a picture from a page', carry(pictureOf('image.png'), ['text/html', '<img>']), true],
    ['a file from a folder', carry(textOf('notes.md'), ['text/plain', 'notes.md']), true],
    ['a text', carry(['text/plain', 'hello']), false],
    [
      'cells, which bring their picture along',
      carry(pictureOf('image.png'), ['text/plain', '1'], ['text/html', '<b>1</b>']),
      false,
    ],
  ];
  for (const [what, clipboardData, taken] of pastes) {
    it(`${taken ? 'takes' : 'leaves to the box'} ${what} that is pasted`, async () => {
      const { composer } = await mountComposer({});
      const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData });
      findPart(composer, 'input').dispatchEvent(event);
      expect(event.defaultPrevented).to.equal(taken);
      if (taken) await until(() => findParts(composer, 'attachment').length === 1);
    });
  }

  it('sends files and words together, the words last', async () => {
    const { composer, sent } = await mountComposer({});
    await composer.attach([pictureOf(), textOf('notes.md')]);
    await write(composer, 'What is this? ');
    enter(composer);
    await settle();
    expect(sent).to.have.length(1);
    expect(sent[0]?.text).to.equal('What is this?');
    expect(sent[0]?.contents?.map(({ type }) => type)).to.deep.equal(['image', 'text', 'text']);
    expect(sent[0]?.contents?.at(-1)).to.deep.equal({ type: 'text', text: 'What is this?' });
    expect(findParts(composer, 'attachment')).to.deep.equal([]);
    expect(findPart(composer, 'input')).to.have.property('value', '');
  });

  it('sends files alone, and words alone', async () => {
    const { composer, sent } = await mountComposer({});
    const button = findPart(composer, 'send-button');
    expect(button.ariaDisabled).to.equal('true');
    await composer.attach([pictureOf()]);
    await settle();
    expect(button.ariaDisabled).to.equal('false');
    button.click();
    await settle();
    expect(sent[0]?.text).to.equal('');
    expect(sent[0]?.contents).to.have.length(1);
    await write(composer, 'Hello');
    enter(composer);
    expect(sent[1]?.text).to.equal('Hello');
    expect(sent[1]?.contents).to.equal(undefined);
  });

  it('keeps files and words where the page refuses the message', async () => {
    const { composer } = await mountComposer({});
    composer.addEventListener('composer-send', (event) => event.preventDefault());
    await composer.attach([pictureOf()]);
    await write(composer, 'Hello');
    enter(composer);
    await settle();
    expect(findParts(composer, 'attachment')).to.have.length(1);
    expect(findPart(composer, 'input')).to.have.property('value', 'Hello');
  });

  it('does not send while a file is on its way, and says why', async () => {
    let release: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const store = new FakeStore({
      onPiece: async (_number, receive) => {
        await held;
        receive();
      },
    });
    const { composer, sent } = await mountComposer({ call: store.call });
    await write(composer, 'Hello');
    const attaching = composer.attach([new File([new Uint8Array(16_000_000)], 'film.mp4')]);
    await until(() => composer.querySelector('progress'), 'the upload began');
    expect(facts(composer)[0]).to.contain('film.mp4').and.to.contain('16 MB').and.to.contain('Uploading, 0%');
    const button = findPart(composer, 'send-button');
    expect(button.ariaDisabled).to.equal('true');
    expect(button.title).to.contain('as soon as its files are ready');
    enter(composer);
    await settle();
    expect(sent).to.deep.equal([]);
    expect(status(composer)).to.contain('as soon as its files are ready');
    expect(composer.querySelector<HTMLElement>('[role="status"]')?.offsetHeight).to.be.above(5);
    release();
    await attaching;
    await settle();
    expect(button.ariaDisabled).to.equal('false');
    expect(status(composer)).to.equal('1 file attached.');
    enter(composer);
    expect(sent[0]?.contents?.[0]).to.include({ type: 'video', mime_type: 'video/mp4' });
  });

  it('says for each file why it is not sent, to everyone; the rest is sent', async () => {
    const { composer, sent, errors } = await mountComposer({ maxFileBytes: 2000 });
    await composer.attach([
      pictureOf(),
      new File(['x'], 'setup.exe'),
      new File([], 'empty.txt'),
      new File([new Uint8Array(5000)], 'large.pdf'),
    ]);
    await settle();
    expect(facts(composer).slice(1)).to.deep.equal([
      'setup.exe This kind of file cannot be sent.',
      'empty.txt This file is empty.',
      'large.pdf This file is too large. The limit is 2 kB.',
    ]);
    for (const words of [
      'setup.exe: This kind',
      'empty.txt: This file',
      'large.pdf: This file',
      '1 file attached',
    ]) {
      expect(status(composer)).to.contain(words);
    }
    expect(findPart(composer, 'input').getAttribute('aria-describedby')).to.equal(
      composer.querySelector('[role="status"]')?.id,
    );
    expect(errors).to.deep.equal(['attachment-type', 'attachment-failed', 'attachment-size']);
    enter(composer);
    expect(sent[0]?.contents).to.have.length(1);
  });

  it('takes ten of fifty files and names some of the others', async () => {
    const { composer, errors } = await mountComposer({});
    await composer.attach(Array.from({ length: 50 }, (_, index) => pictureOf(`${index}.png`)));
    await settle();
    expect(findParts(composer, 'attachment')).to.have.length(10);
    expect(composer.innerText).to.contain(
      'A message takes 10 files at most. Left out: 10.png, 11.png, 12.png, and 37 more.',
    );
    expect(new Set(errors)).to.deep.equal(new Set(['attachment-size']));
  });

  it('tells the limits before anything is chosen', async () => {
    let calls = 0;
    const { composer } = await mountComposer({
      maxFiles: 3,
      call: async () => {
        calls += 1;
        return Response.json({ maxBodyBytes: 1_048_576, uploads: false });
      },
    });
    const button = findPart(composer, 'attach-button');
    button.focus();
    await until(() => composer.querySelector('gemini-chat-attachments'), 'the tray is there');
    await settle();
    expect(calls, 'coming near asks nobody').to.equal(0);
    button.dispatchEvent(new PointerEvent('pointerenter'));
    await until(() => button.title === 'Attach up to 3 files, 590 kB each', 'the limits are known');
    expect(button.ariaLabel ?? button.getAttribute('aria-label')).to.equal('Attach files');
  });

  it('shows a name of 10,000 letters in one line', async () => {
    const { composer, stage } = await mountComposer({});
    stage.style.inlineSize = '360px';
    await composer.attach([textOf(`${'name'.repeat(2500)}.md`)]);
    await settle();
    const item = findPart(composer, 'attachment');
    expect(item.offsetHeight).to.be.below(80);
    expect(item.getBoundingClientRect().right).to.be.at.most(360);
    expect(item.querySelector('[part="remove-button"]')?.getAttribute('aria-label')).to.have.length.below(
      100,
    );
  });

  it('stays quick when a megabyte of text is pasted', async () => {
    const { composer, sent } = await mountComposer({});
    const text = 'word '.repeat(210_000).trim();
    const begin = performance.now();
    await write(composer, text);
    expect(performance.now() - begin).to.be.below(2000);
    enter(composer);
    expect(sent[0]?.text).to.have.length(text.length);
  });

  it('takes one out, and hands the focus to its neighbour', async () => {
    const { composer } = await mountComposer({});
    await composer.attach([pictureOf('a.png'), pictureOf('b.png'), pictureOf('c.png')]);
    await settle();
    const root = composer.getRootNode();
    const focused = (): string | null =>
      root instanceof ShadowRoot ? (root.activeElement?.getAttribute('aria-label') ?? null) : null;
    for (const [remove, next] of [
      ['Remove b.png', 'Remove c.png'],
      ['Remove c.png', 'Remove a.png'],
      ['Remove a.png', 'Your message'],
    ]) {
      const button = findParts(composer, 'remove-button').find((one) => one.ariaLabel === remove);
      button?.focus();
      button?.click();
      await settle();
      expect(focused()).to.equal(next);
    }
  });

  it('shows pictures small, and lets go of them', async () => {
    const { composer } = await mountComposer({});
    await composer.attach([
      pictureOf(),
      new File(['<svg xmlns="http://www.w3.org/2000/svg"/>'], 'drawing.svg', { type: 'image/svg+xml' }),
      new File(['no picture'], 'broken.png', { type: 'image/png' }),
    ]);
    const images = (): HTMLImageElement[] => [...composer.querySelectorAll('img')];
    await until(() => images().length === 1, 'what is no picture is shown as a file');
    const [image] = images();
    expect(image?.src).to.match(/^blob:/);
    await image?.decode();
    const address = image?.src ?? '';
    findParts(composer, 'remove-button')[0]?.click();
    await settle();
    const gone: unknown = await fetch(address).catch((error: unknown) => error);
    expect(gone, 'the picture is forgotten').to.be.instanceOf(TypeError);
  });

  it('goes on when the chat is moved, and waits while it is gone', async () => {
    const store = new FakeStore();
    const { composer, stage } = await mountComposer({ call: store.call });
    await composer.attach([pictureOf()]);
    document.body.prepend(stage);
    await settle();
    expect(findParts(composer, 'attachment')).to.have.length(1);
    stage.remove();
    await settle();
    document.body.append(stage);
    await settle();
    const image = composer.querySelector('img');
    await image?.decode();
    expect(facts(composer)[0]).to.contain('photo.png');
  });
});

describe('a message with files that was not sent', () => {
  const contents = [
    { type: 'image', data: 'QUJD', mime_type: 'image/png' } as const,
    { type: 'text', text: 'Hello' } as const,
  ];

  it('comes back whole, and is sent again as it was', async () => {
    const { composer, sent } = await mountComposer({});
    composer.restore('Hello', 'message-1', contents);
    await until(() => findParts(composer, 'attachment').length === 1);
    enter(composer);
    expect(sent[0]).to.deep.include({ text: 'Hello', replaces: 'message-1', contents });
  });

  it('comes back also where it had no words', async () => {
    const { composer, sent } = await mountComposer({});
    composer.restore('', 'message-1', contents.slice(0, 1));
    await until(() => findParts(composer, 'attachment').length === 1);
    await settle();
    enter(composer);
    expect(sent[0]).to.deep.include({ text: '', replaces: 'message-1', contents: contents.slice(0, 1) });
  });

  it('does not load the tray for words alone', async () => {
    const { composer } = await mountComposer({});
    composer.restore('Hello', 'message-1', contents.slice(1));
    await settle();
    expect(composer.querySelector('gemini-chat-attachments')).to.equal(null);
  });

  it('does not come over other files', async () => {
    const { composer } = await mountComposer({});
    await composer.attach([pictureOf('mine.png')]);
    composer.restore('Hello', 'message-1', contents);
    await settle();
    expect(findPart(composer, 'input')).to.have.property('value', '');
    expect(facts(composer)).to.have.length(1);
  });

  it('is taken back when it was sent by other means, unless it was changed', async () => {
    const { composer } = await mountComposer({});
    composer.restore('Hello', 'message-1', contents);
    await until(() => findParts(composer, 'attachment').length === 1);
    composer.takeBack('message-1', 'Hello');
    await settle();
    expect(findParts(composer, 'attachment')).to.deep.equal([]);
    composer.restore('Hello', 'message-2', contents);
    await until(() => findParts(composer, 'attachment').length === 1);
    await composer.attach([pictureOf('mine.png')]);
    composer.takeBack('message-2', 'Hello');
    await settle();
    expect(findParts(composer, 'attachment')).to.have.length(2);
  });
});
