import { MarkdownRenderer } from '../../../src/markdown.js';
import type { CreateContender } from './contender.js';

/** The product, imported and used as a stranger would. */
export const createContender: CreateContender = (box) => {
  const place = box.appendChild(document.createElement('div'));
  const renderer = new MarkdownRenderer(place);
  return {
    place,
    scroller: box,
    write: (text) => renderer.write(text),
    end: () => renderer.end(),
  };
};
