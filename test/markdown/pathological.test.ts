import { expect } from 'chai';
import { MarkdownRenderer } from '../../src/markdown.js';
import { measureLongestTask, measureSlowness, nextTask } from '../support/measure-tasks.js';
import { ending, openInputs, pathologicalInputs } from './pathological-inputs.js';
import { renderWhole } from './stream-markdown.js';

const usualMaxTask = 200;
const maxNodes = 20_000;
const chunk = 1000;
/** A text of megabytes is not shown after every chunk. */
const maxShown = 64;
/** Another program's burst of work may fall into any one measurement. */
const maxAttempts = 5;

interface Outcome {
  readonly html: string;
  /** With the places of formulas empty, as they are until they are set. */
  readonly unset: string;
  readonly text: string;
  readonly nodes: number;
  readonly longest: number;
}

/** Writes a text part after part, shows it as it comes, and measures what that takes. */
async function write(parts: readonly string[]): Promise<Outcome> {
  const container = document.createElement('div');
  const renderer = new MarkdownRenderer(container);
  const longest = await measureLongestTask(async () => {
    for (const [index, part] of parts.entries()) {
      renderer.write(part);
      if (index % Math.ceil(parts.length / maxShown) === 0) renderer.flush();
      await nextTask();
    }
    await renderer.end();
  });
  const walker = document.createTreeWalker(container);
  let nodes = 0;
  while (walker.nextNode()) nodes += 1;
  const { innerHTML: html, textContent: text } = container;
  for (const formula of container.querySelectorAll('[part~=math]')) formula.replaceChildren();
  return { html, unset: container.innerHTML, text, nodes, longest };
}

async function endure(name: string, text: string): Promise<Outcome> {
  const maxTask = usualMaxTask * measureSlowness();
  const parts = text.match(new RegExp(`[^]{1,${chunk}}`, 'g')) ?? [];
  let once = await write([text]);
  let streamed = await write(parts);
  for (let attempt = 1; attempt < maxAttempts; attempt++) {
    if (once.longest >= maxTask) once = await write([text]);
    if (streamed.longest >= maxTask) streamed = await write(parts);
  }
  console.log(
    `${name}: ${Math.round(once.longest)} ms at a time at once, ${Math.round(streamed.longest)} ms in a stream, ` +
      `${streamed.nodes} nodes`,
  );
  // Not by `equal`: a message with both texts would be megabytes long.
  expect(streamed.html === once.html, 'the stream ends as what is written at once').to.equal(true);
  expect(once.unset === (await renderWhole(text)), 'what is written at once ends as one rendering').to.equal(
    true,
  );
  expect(streamed.nodes, 'nodes').to.be.at.most(maxNodes);
  expect(once.longest, 'milliseconds at once').to.be.below(maxTask);
  expect(streamed.longest, 'milliseconds in a stream').to.be.below(maxTask);
  return streamed;
}

describe('an input that makes parsers hang', () => {
  before(async () => {
    // What reads HTML and sets formulas is loaded when it is needed.
    await renderWhole('<b>a</b> $a$');
  });

  for (const [name, input] of Object.entries(pathologicalInputs)) {
    it(`costs little and hides nothing after it: ${name}`, async function () {
      this.timeout(60_000);
      const { text } = await endure(name, input + ending);
      const isNoted = input.includes('[^');
      // Footnotes come after the end.
      const end = isNoted ? text : text.trim().slice(-100);
      expect(end.replaceAll('*', '')).to.contain('The end of it.');
    });
  }

  for (const [name, [input, seen]] of Object.entries(openInputs)) {
    it(`costs little and shows what can be read: ${name}`, async function () {
      this.timeout(60_000);
      const { text } = await endure(name, input);
      expect(text).to.contain(seen);
    });
  }
});
