import { expect } from 'chai';
import { Marked } from 'marked';
import { loadCommonMark, loadExtensions, type Example } from './load-examples.js';
import { normalizeHtml } from './normalize-html.js';

/** Where the parser makes something else of an example, by the section of its specification. */
type Differences = Readonly<Record<string, readonly number[]>>;

const commonMark: Differences = {
  // Names of characters stay in addresses and titles, where the browser reads them; it asks for the same page.
  'Entity and numeric character references': [32, 33],
  // A paragraph inside of a raw <pre> begins in the line before.
  'HTML blocks': [148],
  Links: [503],
  // Addresses are links without brackets, as GitHub has it.
  Autolinks: [602, 608, 611, 612],
};

const extensions: Differences = {
  // Which elements may stay is decided after parsing.
  'Disallowed Raw HTML (extension)': [653],
  'HTML tag filter': [1022],
  // Addresses in unusual surroundings; the second has no expected HTML.
  Autolinks: [1019, 1020],
  // Not of the parser itself.
  Footnotes: [1023],
};

function findDifferences(examples: readonly Example[]): Differences {
  const parser = new Marked({ gfm: true });
  const found: Record<string, number[]> = {};
  for (const { example, section, markdown, html } of examples) {
    const made = normalizeHtml(parser.parse(markdown, { async: false }));
    if (made !== normalizeHtml(html)) (found[section] ??= []).push(example);
  }
  const count = Object.values(found).flat().length;
  console.log(`${examples.length} examples, ${examples.length - count} as specified, ${count} different`);
  for (const [section, numbers] of Object.entries(found)) console.log(`  ${section}: ${numbers.join(' ')}`);
  return found;
}

describe('the parser', () => {
  it('differs from CommonMark in the known examples alone', async () => {
    expect(findDifferences(await loadCommonMark())).to.deep.equal(commonMark);
  });

  it("differs from GitHub's extensions in the known examples alone", async function () {
    const examples = await loadExtensions();
    if (!examples) {
      console.log('gfm-0.29.json and gfm-extensions.json are absent');
      this.skip();
    }
    expect(findDifferences(examples)).to.deep.equal(extensions);
  });
});
