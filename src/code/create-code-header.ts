import { createDiagramButton } from '../diagrams/create-diagram-button.js';
import type { DiagramLabels } from '../diagrams/show-diagram.js';
import { copyText } from '../dom/copy-text.js';
import { createCopyButton, type CopyLabels } from '../dom/create-copy-button.js';
import { createButton, createElement } from '../dom/create-element.js';

/** Words of a block of code. */
export interface CodeLabels extends CopyLabels, DiagramLabels {
  /** On the copy button. */
  readonly copy: string;
  /** Accessible name of the copy button; the language may be empty. */
  readonly copyCode: (language: string) => string;
  /** Accessible name of a code block; the language may be empty. */
  readonly code: (language: string) => string;
  /** Accessible name of the switch that breaks long lines of code. */
  readonly wrapLines: string;
}

const svg = 'http://www.w3.org/2000/svg';
const iconAttributes = {
  viewBox: '0 0 16 16',
  width: '16',
  height: '16',
  fill: 'none',
  stroke: 'currentColor',
  'stroke-width': '1.5',
  'aria-hidden': 'true',
};
/** Two lines, the second of which turns back to a third. */
const iconPath = 'M2 3.5h12M2 8h9.5a2.5 2.5 0 0 1 0 5H8m2-2-2 2 2 2M2 13h3';

/** The top of a block of code: its language, a switch that breaks long lines, a button that copies all of it. */
export function createCodeHeader(owner: Document, language: string, labels: CodeLabels): HTMLElement {
  return createElement(
    owner,
    'figcaption',
    { part: 'code-header' },
    createElement(owner, 'span', {}, language),
    ...[createDiagramButton(owner, language, { labels })].filter((button) => button !== undefined),
    createWrapButton(owner, labels),
    createCopyButton(owner, labels, { word: labels.copy, name: labels.copyCode(language), copy: copyCode }),
  );
}

function createWrapButton(owner: Document, { wrapLines }: CodeLabels): HTMLElement {
  const attributes = {
    part: 'wrap-button',
    'aria-pressed': 'false',
    'aria-label': wrapLines,
    title: wrapLines,
  };
  const button = createButton(owner, attributes, '', (pressed) => {
    const isWrapped = pressed.closest('figure')?.toggleAttribute('data-wrap') ?? false;
    pressed.setAttribute('aria-pressed', String(isWrapped));
  });
  const icon = owner.createElementNS(svg, 'svg');
  for (const [name, value] of Object.entries(iconAttributes)) icon.setAttribute(name, value);
  const path = owner.createElementNS(svg, 'path');
  path.setAttribute('d', iconPath);
  icon.append(path);
  button.append(icon);
  return button;
}

/** Copies the code below the button; where the browser refuses, selects it and says false. */
async function copyCode(button: HTMLElement): Promise<boolean> {
  const code = button.closest('figure')?.querySelector('code');
  return code ? copyText(code.textContent.replace(/\n$/, ''), code) : false;
}
