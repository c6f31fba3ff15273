import 'axe-core/axe.min.js';
import type { LitElement } from 'lit';
import type { Message } from '../../src/conversation/message.js';
import { surfaceStyles } from '../../src/element/surface.styles.js';
import { themeStyles } from '../../src/element/theme.styles.js';
import type { Step } from '../../src/protocol/step.js';
import { sheets } from '../../src/ui/sheets.js';

// The package is a classic script: it leaves its name on the page.
declare const axe: typeof import('axe-core');

/** A message as the conversation would give it. */
export function makeMessage(fields: Partial<Message> = {}): Message {
  return Object.freeze({
    id: 'm1',
    role: 'model',
    text: '',
    steps: [],
    status: 'complete',
    createdAt: new Date(),
    ...fields,
  });
}

/** A message that did these steps. */
export function makeSteps(steps: readonly Step[], fields: Partial<Message> = {}): Message {
  return makeMessage({ steps, ...fields });
}

/** Shows a part as it stands in a chat: in the shadow root, under the chat's own sheets. */
export async function showPart<Part extends LitElement>(
  Part: new () => Part,
  properties: Partial<Part>,
): Promise<Part> {
  const host = document.createElement('div');
  host.className = 'stage';
  const root = host.attachShadow({ mode: 'open' });
  for (const { styleSheet } of [themeStyles, surfaceStyles, ...sheets]) {
    if (styleSheet) root.adoptedStyleSheets.push(styleSheet);
  }
  const surface = document.createElement('div');
  surface.setAttribute('part', 'surface');
  const part = new Part();
  Object.assign(part, properties);
  surface.append(part);
  root.append(surface);
  document.body.append(host);
  await rest(part);
  return part;
}

/** Changes what a part shows, as a message that streams on does. */
export async function change<Part extends LitElement>(part: Part, properties: Partial<Part>): Promise<void> {
  Object.assign(part, properties);
  await rest(part);
}

/** Waits until a part and all parts inside it have rendered. */
export async function rest(part: LitElement): Promise<void> {
  await part.updateComplete;
  for (const inner of part.querySelectorAll<LitElement>('*')) {
    if ('updateComplete' in inner) await inner.updateComplete;
  }
}

/** What axe finds wrong with a part. */
export async function listViolations(part: LitElement): Promise<string[]> {
  const host = part.closest('*')?.getRootNode();
  const target = host instanceof ShadowRoot ? host.host : part;
  const { violations } = await axe.run(target, { resultTypes: ['violations'] });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`),
  );
}

/** The text that a reader sees, in one line. */
export function readWords(element: Element | null | undefined): string {
  return (element?.textContent ?? '').replaceAll(/\s+/gu, ' ').trim();
}

afterEach(() => {
  for (const stage of document.querySelectorAll('.stage')) stage.remove();
});
