import { expect } from 'chai';
import { MarkdownRenderer, renderMarkdown } from '../../src/markdown.js';
import { loadCommonMark, loadExtensions, type Example } from './load-examples.js';
import { keepLetters, readLetters } from './read-letters.js';
import { streamMarkdown } from './stream-markdown.js';

interface Moment {
  readonly html: string;
  readonly letters: string;
}

interface Findings {
  cuts: number;
  /** Streams that do not end as the text at once. */
  unequal: string[];
  /** Moments that show other text than the finished text would, by example. */
  other: Map<number, string>;
  /** Moments that hold back more than what is unfinished, by example. */
  lost: Map<number, string>;
}

async function renderAll(text: string): Promise<Moment> {
  const container = document.createElement('div');
  container.append(await renderMarkdown(text));
  return { html: container.innerHTML, letters: readLetters(container) };
}

/**
 * What a moment shows, letters only, must be how the text so far would read if it ended here, and of that all but
 * some of the end: an unfinished piece may be held back, but nothing from before the last blank line. So text that
 * is doubled, lost or out of order is seen, and markup that is closed for the moment is not. A last line or paragraph
 * that may still become another, such as half a definition, may also be left out altogether.
 */
async function judgeMoment(prefix: string, shown: string): Promise<'right' | 'other' | 'lost'> {
  const before = prefix.trimEnd();
  const paragraph = before.lastIndexOf('\n\n') + 1;
  for (const start of [prefix.length, before.lastIndexOf('\n') + 1, paragraph]) {
    const { letters } = await renderAll(prefix.slice(0, start));
    if (!letters.startsWith(shown)) continue;
    return letters.length - shown.length > keepLetters(prefix.slice(paragraph)).length ? 'lost' : 'right';
  }
  return 'other';
}

/** Cuts each example in two at every character, and streams it character by character. */
async function streamExamples(examples: readonly Example[]): Promise<Findings> {
  const found: Findings = { cuts: 0, unequal: [], other: new Map(), lost: new Map() };
  for (const { example, markdown } of examples) {
    const { html } = await renderAll(markdown);
    for (let cut = 1; cut <= markdown.length; cut++) {
      const prefix = markdown.slice(0, cut);
      const container = document.createElement('div');
      const renderer = new MarkdownRenderer(container);
      renderer.write(prefix);
      renderer.flush();
      let shown = readLetters(container);
      let judgement = await judgeMoment(prefix, shown);
      if (judgement !== 'right') {
        // A step that took its time goes on after the page had its turn.
        await new Promise((resolve) => setTimeout(resolve, 20));
        shown = readLetters(container);
        judgement = await judgeMoment(prefix, shown);
      }
      if (judgement !== 'right' && !found[judgement].has(example)) {
        found[judgement].set(example, `${JSON.stringify(prefix)} shows ${shown}`);
      }
      renderer.write(markdown.slice(cut));
      await renderer.end();
      found.cuts += 1;
      if (container.innerHTML !== html) found.unequal.push(`${example} cut at ${cut}`);
    }
    const { innerHTML } = await streamMarkdown(Array.from(markdown));
    if (innerHTML !== html) found.unequal.push(`${example} by characters`);
  }
  return found;
}

/** What is not among the exceptions, with the first moment that shows it, and exceptions that are none any more. */
function listUnexpected(found: ReadonlyMap<number, string>, expected = new Map<number, string>()): string[] {
  const unexpected = Array.from(found).filter(([example]) => !expected.has(example));
  const overcome = Array.from(expected).filter(([example]) => !found.has(example));
  return [
    ...unexpected.map(([example, moment]) => `${example}: ${moment}`),
    ...overcome.map(([example, reason]) => `${example} is no exception any more: ${reason}`),
  ];
}

/** Examples with a moment that rightly shows other letters than the text so far would if it ended there, and why. */
const exceptions = new Map([
  [35, 'in code that is still open an entity stands for itself'],
  [570, 'a definition counts once it is certain where it ends; until then what it names is text'],
  [571, 'as above'],
]);
const extensionExceptions = new Map([
  [1023, 'the number of a footnote shows before its definition comes, and is no text'],
]);

describe('the examples of the specifications', () => {
  it('of CommonMark end as at once, wherever they are cut, and show nothing doubled or lost meanwhile', async function () {
    this.timeout(300_000);
    const examples = await loadCommonMark();
    expect(examples.length).to.equal(652);
    const { cuts, unequal, other, lost } = await streamExamples(examples);
    console.log(
      `CommonMark: ${examples.length} examples, ${cuts} cuts, ${other.size} examples with exceptions`,
    );
    expect(unequal).to.deep.equal([]);
    expect(listUnexpected(other, exceptions)).to.deep.equal([]);
    expect(listUnexpected(lost)).to.deep.equal([]);
  });

  it("of GitHub's extensions end as at once, wherever they are cut, and show nothing doubled or lost", async function () {
    this.timeout(300_000);
    const examples = await loadExtensions();
    if (!examples) {
      console.log('gfm-0.29.json and gfm-extensions.json are absent');
      this.skip();
    }
    const { cuts, unequal, other, lost } = await streamExamples(examples);
    console.log(
      `Extensions: ${examples.length} examples, ${cuts} cuts, ${other.size} examples with exceptions`,
    );
    expect(unequal).to.deep.equal([]);
    expect(listUnexpected(other, extensionExceptions)).to.deep.equal([]);
    expect(listUnexpected(lost)).to.deep.equal([]);
  });
});
