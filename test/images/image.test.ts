import 'axe-core/axe.min.js';
import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { until } from '../support/mount-chat.js';
import { drawImage } from '../ui/media-bytes.js';
import { find, mountContent, showContent } from '../markdown/content-stage.js';

// The package is a classic script: it leaves its name on the page.
declare const axe: typeof import('axe-core');

const here = { imageHosts: [location.origin] };
const absent = `${location.origin}/test/absent-image.png`;

async function drawUrl(width: number, height: number, type = 'image/png'): Promise<string> {
  return `data:${type};base64,${await drawImage(width, height, type)}`;
}

async function drawBlob(width: number, height: number): Promise<string> {
  return URL.createObjectURL(await (await fetch(await drawUrl(width, height))).blob());
}

function measure(element: Element): [width: number, height: number] {
  const { width, height } = element.getBoundingClientRect();
  return [Math.round(width), Math.round(height)];
}

function openedIn(root: Document | ShadowRoot): HTMLDialogElement | null {
  return root.querySelector<HTMLDialogElement>('dialog[open]');
}

describe('an image', () => {
  for (const type of ['image/png', 'image/jpeg', 'image/webp']) {
    it(`has its room before it is decoded, ${type}`, async () => {
      const { container } = await showContent(`![a](${await drawUrl(800, 200, type)})\n\nafter`);
      const image = find(container, 'img');
      const place = find(container, 'p + p').offsetTop;
      expect(image.complete).to.equal(false);
      expect(measure(image)).to.deep.equal([640, 160]);
      await until(() => image.naturalWidth > 0, 'it is loaded');
      expect(measure(image)).to.deep.equal([640, 160]);
      expect(find(container, 'p + p').offsetTop).to.equal(place);
    });
  }

  it('keeps its shape where it is very high, and is not enlarged where it is small', async () => {
    const high = await showContent(`![a](${await drawUrl(200, 1152)})`);
    expect(measure(find(high.container, 'img'))).to.deep.equal([100, 576]);
    const small = await showContent(`![a](${await drawUrl(20, 10)})`);
    expect(measure(find(small.container, 'img'))).to.deep.equal([20, 10]);
    const narrow = await showContent(`![a](${await drawUrl(400, 200)})`, { width: 100 });
    expect(measure(find(narrow.container, 'img'))).to.deep.equal([100, 50]);
  });

  it('of unknown size has the width of the text for itself until it comes, then its own', async () => {
    const source = await drawBlob(400, 300);
    const { container } = await showContent(`![a](${source})`, { ownBlobs: new Set([source]) });
    const image = find(container, 'img');
    const [width, height] = measure(image);
    expect(width).to.equal(640);
    expect(height).to.be.within(300, 500);
    await until(() => image.complete && measure(image)[0] !== width, 'it is loaded and shown');
    expect(measure(image)).to.deep.equal([400, 300]);
    expect(image.getAttributeNames().sort().join(' ')).to.equal('alt decoding loading referrerpolicy src');
  });

  it('of unknown size is like a word within a line until it comes', async () => {
    const source = await drawBlob(16, 16);
    const { container } = await showContent(`Words ![a](${source}) around`, { ownBlobs: new Set([source]) });
    const height = container.offsetHeight;
    await until(() => find(container, 'img').complete, 'it is loaded');
    expect(container.offsetHeight).to.equal(height);
  });

  it('that was loaded stays the same element while its block goes on', async () => {
    const source = await drawBlob(40, 30);
    const { container, renderer } = mountContent({ ownBlobs: new Set([source]) });
    renderer.write(`![a](${source}) and`);
    renderer.flush();
    const image = find(container, 'img');
    await until(() => image.complete, 'it is loaded');
    for (const word of [' more', ' words', ' come']) {
      renderer.write(word);
      renderer.flush();
      expect(measure(image)).to.deep.equal([40, 30]);
    }
    await renderer.end();
    expect(find(container, 'img')).to.equal(image);
  });

  it('that does not come says so, and may be asked for again', async () => {
    const { container, renderer } = mountContent(here);
    renderer.write(`![a cat](${absent}) and`);
    renderer.flush();
    const failure = await until(() => container.querySelector('[part~="image-failed"]'), 'it failed');
    expect(container.querySelector('img')).to.equal(null);
    expect(failure.textContent).to.equal(
      `The image could not be loaded from ${location.host}. Load image from ${location.host}: a cat`,
    );
    renderer.write(' more');
    await renderer.end();
    expect(container.querySelector('[part~="image-failed"]')).to.equal(failure);
    const again = find(failure, 'button');
    again.focus();
    again.click();
    expect(container.querySelector('[part~="image-failed"]')).to.equal(null);
    expect(document.activeElement).to.equal(find(container, '[part~="image-open"]'));
    await until(() => container.querySelector('[part~="image-failed"]'), 'it failed again');
    expect(document.activeElement).to.equal(find(container, '[part~="image-failed"] button'));
  });

  it('that does not come within a link leaves its words there, and no button', async () => {
    const { container } = await showContent(`[![a cat](${absent})](https://e.example)`, here);
    const failure = await until(() => container.querySelector('a [part~="image-failed"]'), 'it failed');
    expect(failure.textContent).to.contain('a cat');
    expect(container.querySelector('button')).to.equal(null);
  });

  it('whose bytes are no image says so', async () => {
    const { container } = await showContent('![a cat](data:image/png;base64,AAAA)');
    const failure = await until(() => container.querySelector('[part~="image-failed"]'), 'it failed');
    expect(failure.textContent).to.match(/could not be loaded.* a cat$/);
  });

  it('that was asked for takes the focus and has room at once', async () => {
    const { container } = await showContent(`![a cat](${absent})`);
    const ask = find(container, '[part~="image-button"]');
    ask.focus();
    ask.click();
    const open = find(container, '[part~="image-open"]');
    expect(document.activeElement).to.equal(open);
    expect(open.getAttribute('aria-label')).to.equal('Enlarge image: a cat');
    expect(measure(find(open, 'img'))[0]).to.equal(640);
  });

  it('within a link is no button: a press follows the link', async () => {
    const { container } = await showContent(`[![a](${await drawUrl(40, 20)})](https://e.example)`);
    expect(find(container, 'a > img').getAttribute('alt')).to.equal('a');
    expect(container.querySelector('button')).to.equal(null);
  });
});

describe('an image that is opened', () => {
  for (const isInShadow of [false, true]) {
    it(`is large, and Escape gives the focus back, ${isInShadow ? 'in a shadow root' : 'on a page'}`, async () => {
      const { container, root } = await showContent(`![a cat](${await drawUrl(2000, 500, 'image/webp')})`, {
        isInShadow,
      });
      let escapes = 0;
      const count = ({ key }: KeyboardEvent): void => void (escapes += Number(key === 'Escape'));
      document.addEventListener('keydown', count);
      const open = find(container, '[part~="image-open"]');
      open.focus();
      await sendKeys({ press: 'Enter' });
      const dialog = await until(() => openedIn(root), 'it is open');
      expect(dialog.matches(':modal')).to.equal(true);
      expect(dialog.getAttribute('aria-label')).to.equal('a cat');
      expect(root.activeElement).to.equal(find(dialog, 'button'));
      const image = find(dialog, 'img');
      expect(image.alt).to.equal('a cat');
      await until(() => image.complete, 'it is loaded');
      const box = image.getBoundingClientRect();
      expect(box.width / box.height).to.be.closeTo(4, 0.05);
      expect(box.left).to.be.at.least(0);
      expect(box.right).to.be.at.most(innerWidth);
      expect(box.bottom).to.be.at.most(innerHeight);
      expect(box.width).to.be.above(innerWidth * 0.8);
      await sendKeys({ press: 'Escape' });
      await until(() => !root.querySelector('dialog'), 'it is closed');
      expect(root.activeElement).to.equal(open);
      expect(escapes, 'the page heard of it').to.equal(0);
      document.removeEventListener('keydown', count);
    });
  }

  it('is closed by its button and by a press beside it, not by one on it', async () => {
    const { container, root } = await showContent(`![](${await drawUrl(40, 20)})`);
    for (const leave of [
      (dialog: HTMLDialogElement) => find(dialog, 'button').click(),
      (dialog: HTMLDialogElement) => dialog.click(),
    ]) {
      find(container, '[part~="image-open"]').click();
      const dialog = await until(() => openedIn(root), 'it is open');
      expect(dialog.getAttribute('aria-label')).to.equal('Enlarge image');
      expect(find(dialog, 'button').getAttribute('aria-label')).to.equal('Close');
      find(dialog, 'img').click();
      expect(dialog.open).to.equal(true);
      leave(dialog);
      await until(() => !root.querySelector('dialog'), 'it is closed');
    }
  });

  it('is the one that was pressed, also where its block was written on meanwhile', async () => {
    const [first, second] = [await drawUrl(40, 20), await drawUrl(50, 20)];
    const { container, renderer, root } = mountContent();
    renderer.write(`![same](${first}) `);
    renderer.flush();
    renderer.write(`![same](${second})`);
    await renderer.end();
    for (const [index, source] of [first, second].entries()) {
      container.querySelectorAll<HTMLElement>('[part~="image-open"]')[index]?.click();
      const dialog = await until(() => openedIn(root), 'it is open');
      expect(find(dialog, 'img').src).to.equal(source);
      dialog.close();
      await until(() => !root.querySelector('dialog'), 'it is closed');
    }
  });
});

describe('images and tables, for whoever cannot see or point', () => {
  const rules = { rules: { region: { enabled: false } } };

  it('have nothing that a check of accessibility objects to, light and dark', async () => {
    const text = [
      `![a](${await drawUrl(40, 20)})`,
      '![c](https://e.example/c.png)',
      `![d](${absent})`,
      '| a | b |\n|---|---|\n| 1 | 2 |',
      '| c | d |\n|---|---|\n| 3 | 4 |',
    ];
    const { container } = await showContent(text.join('\n\n'), here);
    await until(() => container.querySelector('[part~="image-failed"]'), 'one failed');
    try {
      for (const scheme of ['light', 'dark']) {
        document.documentElement.style.colorScheme = scheme;
        const { violations } = await axe.run(container, rules);
        expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).to.deep.equal([]);
      }
    } finally {
      document.documentElement.style.colorScheme = '';
    }
  });

  it('have nothing that it objects to when an image is open', async () => {
    const { container, root } = await showContent(`![a](${await drawUrl(40, 20)})`);
    find(container, '[part~="image-open"]').click();
    const dialog = await until(() => openedIn(root), 'it is open');
    const { violations } = await axe.run(dialog, rules);
    expect(violations.map(({ id }) => id)).to.deep.equal([]);
    dialog.close();
    await until(() => !root.querySelector('dialog'), 'it is closed');
  });
});
