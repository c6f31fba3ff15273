import { citePage, composePassages, type Passage } from './compose-passages.js';
import { composeToolPair, hasTool } from './compose-tool-pair.js';
import { mentions } from './match-prompt.js';
import type { Scene } from './scene.js';

const webAddresses = /https?:\/\/[^\s<>"')\]]*[^\s<>"')\].,;:!?]/g;

/** What an address says will become of it. */
const fates: readonly (readonly [status: string, words: RegExp])[] = [
  ['unsafe', /unsafe|malware|phish/i],
  ['paywall', /paywall|premium|subscri/i],
  ['error', /error|missing|404|broken/i],
];

const explanations: Readonly<Record<string, string>> = {
  success: 'could be read',
  error: 'could not be reached',
  paywall: 'wants to be paid, so it stayed closed',
  unsafe: 'was not opened, since it is known to be unsafe',
};

interface Page {
  readonly url: string;
  readonly status: string;
}

/** The one page whose beginning is known by heart: it exists to stand in examples, and does not change. */
const exampleHost = 'example.com';

function readPages(prompt: string): Page[] {
  const urls = Array.from(new Set(prompt.match(webAddresses) ?? [])).slice(0, 20);
  return urls.map((url) => ({ url, status: fates.find(([, words]) => words.test(url))?.[0] ?? 'success' }));
}

function writePassages(pages: readonly Page[]): Passage[] {
  const lines = pages.flatMap(({ url, status }): Passage[] => {
    const host = URL.canParse(url) ? new URL(url).host : url;
    const said = `**${host}** ${explanations[status] ?? status}`;
    return [
      { text: '- ' },
      status === 'success' ? { text: said, remarks: [citePage(url, host)] } : { text: said },
      { text: '.\n' },
    ];
  });
  const isExample = pages.some(({ url }) => URL.canParse(url) && new URL(url).host === exampleHost);
  const known = isExample ? `\nThe host ${exampleHost} is kept for examples in texts like this one.\n` : '';
  return [
    { text: pages.length === 1 ? 'I was given one page:\n\n' : `I was given ${pages.length} pages:\n\n` },
    ...lines,
    {
      text: `${known}
With the real Gemini, I would now tell you what they say – café menus included.

*The emulator opens no pages. It takes the outcome from words in the address: \`missing\`, \`paywall\`, \`unsafe\`.*`,
    },
  ];
}

/** Pages that Gemini reads because their addresses were named. */
export const urlContextScene: Scene = {
  name: 'url context',
  matches: (turn) =>
    readPages(turn.prompt).length > 0 &&
    (hasTool(turn, 'url_context') ||
      mentions(turn.prompt, ['read', 'open', 'compare', 'summari[sz]e', 'pages?'])),
  reply(turn) {
    const pages = readPages(turn.prompt);
    const isFailed = pages.every(({ status }) => status !== 'success');
    const reading = composeToolPair(turn, {
      tool: 'url_context',
      call: { arguments: { urls: pages.map(({ url }) => url) } },
      result: { result: pages, is_error: isFailed },
    });
    return { steps: [...reading, composePassages(writePassages(pages))] };
  },
};
