import { MarkdownRenderer, renderMarkdown } from '../../src/markdown.js';
import { findBreaches, type Expected } from './find-breaches.js';

/** A text that the page is to stream, with the places at which each part of it ends. */
export interface Attack {
  readonly text: string;
  readonly ends: readonly number[];
  /** Put into the page as it is, to prove that this would be noticed. */
  readonly isRaw?: boolean;
}

/** What an attack did to the page. */
export interface Damage {
  readonly moments: number;
  readonly isPlain: boolean;
  readonly breaches: readonly string[];
}

const breaches = new Set<string>();
const stage = document.createElement('div');
document.body.append(stage);

function note(what: string): void {
  breaches.add(what);
}

/** Whatever a payload would call, send or redefine tells of itself. */
function setTraps(): void {
  for (const name of [
    'trap',
    'alert',
    'prompt',
    'confirm',
    'print',
    'open',
    'fetch',
    'WebSocket',
    'EventSource',
  ]) {
    Reflect.set(window, name, () => note(`called ${name}`));
  }
  Reflect.set(navigator, 'sendBeacon', () => note('called sendBeacon'));
  XMLHttpRequest.prototype.open = () => note('opened a request');
  HTMLFormElement.prototype.submit = () => note('submitted a form');
  Reflect.set(
    window,
    'Image',
    class extends Image {
      constructor() {
        super();
        note('made an image');
      }
    },
  );
  customElements.define(
    'x-trap',
    class extends HTMLElement {
      constructor() {
        super();
        note('made an element of the page');
      }
    },
  );
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
    note(`violated ${violatedDirective} ${blockedURI} ${sample}`),
  );
  document.addEventListener('submit', () => note('submitted a form'));
  document.addEventListener('click', (event) => event.preventDefault());
  window.addEventListener('beforeunload', () => note('left the page'));
  // What the renderer itself loads when content needs it comes from its own folders.
  new PerformanceObserver((list) => {
    for (const { name } of list.getEntries()) {
      if (
        !new RegExp(`^${location.ancestorOrigins[0]}/(?:src|node_modules|bundled|__web-dev-server)`).test(
          name,
        )
      ) {
        note(`requested ${name}`);
      }
    }
  }).observe({ type: 'resource' });
}

/** What a named element could hide, and what a label could reach. */
function listGlobals(): unknown[] {
  const names =
    'body cookie createElement defaultView forms getElementById location querySelector title'.split(' ');
  return [
    ...names.map((name): unknown => Reflect.get(document, name)),
    window.customElements,
    Reflect.get(window, 'trap'),
    Reflect.get({}, 'polluted'),
    Reflect.ownKeys(Object.prototype).length,
    Reflect.ownKeys(Array.prototype).length,
  ];
}

async function show({ text, ends, isRaw }: Attack, container: HTMLElement): Promise<void> {
  const expected: Expected = {
    mathematics: /\$|\\[([]|`math/.test(text),
    diagrams: text.includes('mermaid'),
  };
  const look = (): void => {
    for (const breach of findBreaches(container, expected)) note(breach);
  };
  if (isRaw) {
    container.innerHTML = text;
    look();
    return;
  }
  const renderer = new MarkdownRenderer(container);
  let start = 0;
  for (const [index, end] of ends.entries()) {
    renderer.write(text.slice(start, end));
    renderer.flush();
    look();
    start = end;
    // The text may also stop here, where half of a payload is shown as what it is.
    if (index % 16 === 15) {
      await renderer.end();
      look();
    }
  }
  await renderer.end();
  look();
  // An image that waits for a click may load by it; everything else must stay here.
  for (const element of container.querySelectorAll<HTMLElement>(
    'a,button,summary,label,input,[tabindex],details',
  )) {
    if (element.matches('[part~=image-button]')) continue;
    element.focus();
    element.click();
    element.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
    element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  }
  for (const dialog of document.querySelectorAll('dialog')) dialog.close();
  // Formulas and diagrams are made once there is time.
  if (expected.mathematics || expected.diagrams) await new Promise((resolve) => setTimeout(resolve, 20));
  look();
  renderer.destroy();
}

setTraps();
const globals = listGlobals();

window.addEventListener('message', ({ data }: MessageEvent<Attack>) => {
  const container = document.createElement('div');
  stage.replaceChildren(container);
  show(data, container)
    .catch((error: unknown) => note(`threw ${String(error)}`))
    // Reports of violations and of requests come as tasks of their own.
    .then(() => new Promise((resolve) => setTimeout(resolve)))
    .then(() => {
      if (listGlobals().some((value, index) => !Object.is(value, globals[index]))) note('replaced a global');
      const damage: Damage = {
        moments: data.ends.length,
        isPlain: Boolean(container.querySelector('[part=plain-text]')),
        breaches: [...breaches],
      };
      breaches.clear();
      window.parent.postMessage(damage, window.origin);
    })
    .catch((error: unknown) => console.error(error));
});
// What reads HTML is loaded when it is needed; from here on each moment shows it at once.
renderMarkdown('<b>ready</b>')
  .then(() => window.parent.postMessage('ready', window.origin))
  .catch((error: unknown) => console.error(error));
