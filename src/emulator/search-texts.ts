/** A passage of a grounded answer, and the page that it rests on. */
export interface Passage {
  readonly text: string;
  readonly source?: { readonly url: string; readonly title: string };
}

/** What the emulated search looked for. */
export const searchQueries: readonly string[] = [
  'what are web components',
  'custom elements café menu example',
];

/** A grounded answer in passages; letters beyond ASCII are there so that offsets in bytes are put to the test. */
export const searchPassages: readonly Passage[] = [
  {
    text: '**Web components** – three browser standards that work together – let you build tags of your own. ',
  },
  {
    text: 'They are custom elements, shadow DOM and HTML templates.',
    source: {
      url: 'https://developer.mozilla.org/docs/Web/API/Web_components',
      title: 'developer.mozilla.org',
    },
  },
  { text: '\n\nA café’s menu could be such a tag: `<café-menu>` is even a valid name, since ' },
  {
    text: 'letters with accents are allowed after the first letter of a custom element’s name',
    source: {
      url: 'https://html.spec.whatwg.org/multipage/custom-elements.html#valid-custom-element-name',
      title: 'html.spec.whatwg.org',
    },
  },
  { text: '. ☕\n\n' },
  {
    text: 'A page that uses one needs no framework, only the script that defines it',
    source: { url: 'https://web.dev/articles/custom-elements-v1', title: 'web.dev' },
  },
  { text: '.\n\n*The emulator did not search: these sentences and sources are prepared.*' },
];

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** Search suggestions in the form in which Google delivers them: a style sheet and chips that link to results. */
export function writeSuggestions(queries: readonly string[]): string {
  const chips = queries
    .map((query) => {
      const url = `https://www.google.com/search?${new URLSearchParams({ q: query }).toString()}`;
      return `    <a class="chip" href="${escapeText(url)}">${escapeText(query)}</a>`;
    })
    .join('\n');
  return `<style>
.container {
  align-items: center;
  border-radius: 8px;
  display: flex;
  font-family: sans-serif;
  font-size: 14px;
  line-height: 20px;
  padding: 8px 12px;
}
.chip {
  border: solid 1px;
  border-radius: 16px;
  display: inline-block;
  margin: 0 8px;
  padding: 5px 16px;
  text-decoration: none;
}
.carousel {
  overflow: auto;
  white-space: nowrap;
}
@media (prefers-color-scheme: light) {
  .container { background-color: #fafafa; }
  .chip { background-color: #ffffff; border-color: #d2d2d2; color: #5e5e5e; }
}
@media (prefers-color-scheme: dark) {
  .container { background-color: #1f1f1f; }
  .chip { background-color: #2c2c2c; border-color: #3c4043; color: #ffffff; }
}
</style>
<div class="container">
  <div class="carousel">
${chips}
  </div>
</div>
`;
}
