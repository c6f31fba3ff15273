import { citePage, type Passage } from './compose-passages.js';

/** What the emulated search looked for, and what it answers. */
export interface SearchAnswer {
  readonly queries: readonly string[];
  readonly passages: readonly Passage[];
}

const componentsAnswer: SearchAnswer = {
  queries: ['what are web components', 'custom elements café menu example'],
  // Letters beyond ASCII are there so that offsets in bytes are put to the test.
  passages: [
    {
      text: '**Web components** – three browser standards that work together – let you build tags of your own. ',
    },
    {
      text: 'They are custom elements, shadow DOM and HTML templates.',
      remarks: [
        citePage('https://developer.mozilla.org/docs/Web/API/Web_components', 'developer.mozilla.org'),
      ],
    },
    { text: '\n\nA café’s menu could be such a tag: `<café-menu>` is even a valid name, since ' },
    {
      text: 'letters with accents are allowed after the first letter of a custom element’s name',
      remarks: [
        citePage(
          'https://html.spec.whatwg.org/multipage/custom-elements.html#valid-custom-element-name',
          'html.spec.whatwg.org',
        ),
      ],
    },
    { text: '. ☕\n\n' },
    {
      text: 'A page that uses one needs no framework, only the script that defines it',
      remarks: [citePage('https://web.dev/articles/custom-elements-v1', 'web.dev')],
    },
    { text: '.\n\n*The emulator did not search: these sentences and sources are prepared.*' },
  ],
};

const euroAnswer: SearchAnswer = {
  queries: ['UEFA Euro 2024 winner', 'who won euro 2024'],
  passages: [
    {
      text: '**Spain won Euro 2024**, beating England 2–1 in the final',
      remarks: [
        citePage('https://www.uefa.com/euro2024/', 'uefa.com'),
        citePage('https://en.wikipedia.org/wiki/UEFA_Euro_2024', 'wikipedia.org'),
      ],
    },
    { text: ' in Berlin on 14 July 2024. ' },
    {
      text: 'Nico Williams and Mikel Oyarzabal scored for Spain, Cole Palmer for England.',
      remarks: [citePage('https://en.wikipedia.org/wiki/UEFA_Euro_2024_final', 'wikipedia.org')],
    },
    {
      text: ' It was Spain’s fourth title, more than any other team has.\n\n*The emulator did not search: it knows this answer by heart.*',
    },
  ],
};

/** Eight searches at once, as an answer to a wide question brings them. */
const manyAnswer: SearchAnswer = {
  queries: [
    'streaming answers in chat windows',
    'server-sent events explained',
    'how large language models stream tokens',
    'accessible live regions',
    'markdown while it streams',
    'abort a fetch request',
    'exponential backoff with jitter',
    'naïve café reviews in Zürich',
  ],
  passages: componentsAnswer.passages,
};

/** The prepared answer that comes closest to a prompt. */
export function chooseSearchAnswer(prompt: string): SearchAnswer {
  if (/\beuro(?:\s|-)?(?:pean championship\s)?2024\b/i.test(prompt)) return euroAnswer;
  return /\b(?:many|several) (?:searches|suggestions|queries)\b/i.test(prompt)
    ? manyAnswer
    : componentsAnswer;
}

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
