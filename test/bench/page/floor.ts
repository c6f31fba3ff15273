import type { Contender, CreateContender, Foresight } from './contender.js';
import type { FinalNode } from './final-tree.js';

/** One thing to append: an element to go into, a text, or the way back out. */
type Step = Element | string | undefined;

function listSteps(node: FinalNode): Step[] {
  if (typeof node === 'string') return [node];
  const element = document.createElementNS(node.space, node.name);
  for (const [name, value] of node.attributes) element.setAttribute(name, value);
  return [element, ...node.content.flatMap(listSteps), undefined];
}

function appendSteps(place: Element, { tree, length }: Foresight): Pick<Contender, 'write' | 'end'> {
  const steps = tree.flatMap(listSteps);
  const letters = steps.reduce((sum, step) => sum + (typeof step === 'string' ? step.length : 0), 0);
  let parent: Element = place;
  let next = 0;
  let arrived = 0;
  let shown = 0;
  let open: Text | undefined;
  const appendUntil = (limit: number): void => {
    for (; next < steps.length; next += 1) {
      const step = steps[next];
      if (typeof step === 'string') {
        if (shown >= limit) return;
        const begin = open?.length ?? 0;
        const part = step.slice(begin, begin + Math.ceil(limit - shown));
        if (open) open.appendData(part);
        else open = parent.appendChild(new Text(part));
        shown += part.length;
        if (open.length < step.length) return;
        open = undefined;
      } else if (step) {
        if (shown >= limit) return;
        const element = step.cloneNode(false);
        parent.append(element);
        if (element instanceof Element) parent = element;
      } else {
        parent = parent.parentElement ?? place;
      }
    }
  };
  return {
    write(text) {
      arrived += text.length;
      appendUntil((arrived / length) * letters);
    },
    end: () => appendUntil(Infinity),
  };
}

/** Knows the finished DOM and appends it as far as text has arrived: no renderer can do less. */
export const createContender: CreateContender = (box, foresight) => {
  if (!foresight) throw new Error('The floor must be told the finished DOM.');
  const place = box.appendChild(document.createElement('div'));
  document.adoptedStyleSheets = foresight.sheets.map((rules) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    return sheet;
  });
  return { place, scroller: box, ...appendSteps(place, foresight) };
};
