import { loadCorpus } from './load-corpus.js';

/** A piece of markdown with the HTML that its specification gives for it. */
export interface Example {
  readonly example: number;
  readonly section: string;
  readonly markdown: string;
  readonly html: string;
}

const part = /^`{32} example\n([^]*?)^\.\n([^]*?)^`{32}$|^#{1,6} +(.*)$/gm;

/** The examples of CommonMark, as its package has them: between long fences, with tabs made visible. */
export async function loadCommonMark(): Promise<Example[]> {
  const response = await fetch('/node_modules/commonmark-spec/spec.txt');
  if (!response.ok) throw new Error('The package commonmark-spec is not installed');
  const text = (await response.text()).replace(/\r\n?/g, '\n');
  const examples: Example[] = [];
  let section = '';
  for (const [, markdown, html, heading] of text.split('<!-- END TESTS -->')[0]?.matchAll(part) ?? []) {
    if (markdown === undefined || html === undefined) section = heading ?? section;
    else
      examples.push({
        example: examples.length + 1,
        section,
        markdown: showTabs(markdown),
        html: showTabs(html),
      });
  }
  return examples;
}

/** The examples of GitHub's extensions; nothing where they are not beside the checkout. */
export async function loadExtensions(): Promise<Example[] | undefined> {
  const [spec, extensions] = await Promise.all([
    loadCorpus<Example>('gfm-0.29.json'),
    loadCorpus<Example>('gfm-extensions.json'),
  ]);
  if (!spec || !extensions) return undefined;
  // The numbers of the second file begin again at 1.
  return [...spec, ...extensions.map((entry) => ({ ...entry, example: entry.example + 1000 }))];
}

function showTabs(text: string): string {
  return text.replaceAll('→', '\t');
}
