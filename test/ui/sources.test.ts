import 'axe-core/axe.min.js';
import { expect } from 'chai';
import { until } from '../support/mount-chat.js';
import { readShared } from '../support/shared-data.js';
import { answer, cite, mountAnswer, settleMarks, showAnswer, type Stage } from './sources-stage.js';

// The package is a classic script: it leaves its name on the page.
declare const axe: typeof import('axe-core');

const snippet =
  '<style>.chip { color: red }</style><div class="container"><a class="chip" href="https://www.google.com/search?q=a">“a” & b</a></div>';
const search = (...snippets: string[]) => ({
  type: 'google_search_result',
  call_id: 'a',
  result: snippets.map((text) => ({ search_suggestions: text })),
});

function marks({ content }: Stage): HTMLElement[] {
  return [...content.querySelectorAll<HTMLElement>('[part="citation"]')];
}

function frames({ sources }: Stage): HTMLIFrameElement[] {
  return [...sources.querySelectorAll('iframe')];
}

const text = 'Ümläute **first**. Second `code` here.\n\n- [link](https://example.com) item\n\nLast line.';
const annotations = [
  cite(text, 'first**', 'https://one.example/a?b=c#d', 'The One'),
  cite(text, 'Second `co', 'https://two.example/'),
  cite(text, '[link', 'https://one.example/a?b=c#d', 'The One'),
  cite(text, 'Last line.', 'https://two.example/'),
  cite(text, 'Last line.', 'https://one.example/a?b=c#d', 'The One'),
];

describe('marks in the text', () => {
  it('stand after the cited passages, with the number and name of their source', async () => {
    const stage = mountAnswer(answer(text, annotations));
    await showAnswer(stage);
    expect(stage.content.textContent).to.equal(
      'Ümläute first1. Second code2 here.link (example.com)1 itemLast line.21',
    );
    expect(marks(stage).map((mark) => mark.getAttribute('aria-label'))).to.deep.equal([
      'Source 1: The One, one.example',
      'Source 2: two.example',
      'Source 1: The One, one.example',
      'Source 2: two.example',
      'Source 1: The One, one.example',
    ]);
  });

  it('lead to the address exactly as it was given, in a tab of its own, and tell it nothing', async () => {
    const stage = mountAnswer(answer(text, annotations));
    await showAnswer(stage);
    const [mark] = marks(stage);
    for (const [name, value] of Object.entries({
      href: 'https://one.example/a?b=c#d',
      target: '_blank',
      rel: 'noopener noreferrer nofollow',
      referrerpolicy: 'no-referrer',
    })) {
      expect(mark?.getAttribute(name)).to.equal(value);
    }
  });

  it('are never inside a link, code or a control', async () => {
    const stage = mountAnswer(answer(text, annotations));
    await showAnswer(stage);
    expect(stage.content.querySelector(':is(a, code, button, pre) .citations')).to.equal(null);
  });

  it('leave the nodes of the answer in place, and go without a trace', async () => {
    const stage = mountAnswer(answer(text, annotations));
    stage.renderer.set(text);
    await stage.renderer.end();
    const before = stage.content.innerHTML;
    const nodes = [...stage.content.querySelectorAll('*')];
    const texts = stage.content.querySelector('p')?.firstChild;
    stage.sources.renderer = stage.renderer;
    await settleMarks(stage.sources);
    expect(marks(stage)).to.have.length(5);
    expect(nodes.every((node) => node.isConnected) && texts?.isConnected).to.equal(true);
    stage.sources.renderer = undefined;
    await settleMarks(stage.sources);
    expect(stage.content.innerHTML).to.equal(before);
    expect([...stage.content.querySelectorAll('*')]).to.deep.equal(nodes);
    expect(stage.content.querySelector('p')?.childNodes).to.have.length(5);
  });

  it('go while the text goes on, and are placed anew at its end', async () => {
    const stage = mountAnswer(answer(text, annotations));
    await showAnswer(stage);
    const longer = `${text} And more.`;
    const steps = answer(longer, [...annotations, cite(longer, 'And more.', 'https://three.example')]).steps;
    stage.sources.message = answer(longer, [], { steps, status: 'streaming' });
    await settleMarks(stage.sources);
    expect(marks(stage)).to.have.length(0);
    stage.sources.message = answer(longer, [], { steps });
    stage.renderer.set(longer);
    await settleMarks(stage.sources);
    expect(marks(stage)).to.have.length(6);
    expect(stage.content.textContent).to.match(/Last line\.21 And more\.3$/);
  });

  it('stay out of a text that is not the one they belong to', async () => {
    const stage = mountAnswer(answer(text, annotations));
    stage.renderer.set('Another text.');
    await stage.renderer.end();
    stage.sources.renderer = stage.renderer;
    await settleMarks(stage.sources);
    expect(stage.content.textContent).to.equal('Another text.');
  });

  it('are not copied with the text', async () => {
    const stage = mountAnswer(answer(text, annotations));
    await showAnswer(stage);
    getSelection()?.selectAllChildren(stage.content);
    expect(getSelection()?.toString()).not.to.match(/first1|code2|\d/);
    expect(getSelection()?.toString()).to.contain('first').and.to.contain('Last line.');
    getSelection()?.removeAllRanges();
  });

  it('name a file and its page where there is no address', async () => {
    const file = { type: 'file_citation', file_name: 'a.pdf', page_number: 3, end_index: 4 };
    const stage = mountAnswer(answer('Said.', [file]));
    await showAnswer(stage);
    const [mark] = marks(stage);
    expect(mark?.localName).to.equal('span');
    expect(mark?.textContent).to.equal('1Source 1: a.pdf, page 3');
  });

  it('are no links where the address is none of the web', async () => {
    const stage = mountAnswer(answer('Said.', [cite('Said.', 'Said.', 'javascript:alert(1)', 'Bad')]));
    await showAnswer(stage);
    expect(marks(stage).map(({ localName }) => localName)).to.deep.equal(['span']);
    expect(stage.sources.querySelector('a')).to.equal(null);
  });

  it('come in time to an answer with a thousand citations, and let the page breathe', async () => {
    const long = Array.from({ length: 1000 }, (_, index) => `Sentence **${index}** is said.`).join('\n\n');
    const many = Array.from({ length: 1000 }, (_, index) =>
      cite(long, `**${index}** is said.`, `https://${index % 50}.example`),
    );
    const stage = mountAnswer(answer(long, many));
    stage.renderer.set(long);
    await stage.renderer.end();
    let longest = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 1);
    stage.sources.renderer = stage.renderer;
    await until(() => marks(stage).length === 1000, 'all marks are placed');
    clearInterval(timer);
    expect(longest).to.be.below(250);
    expect(stage.content.textContent).to.contain('Sentence 7 is said.8');
  });
});

describe('the list of sources', () => {
  it('says how many there are, and unfolds to their titles and hosts', async () => {
    const { sources } = mountAnswer(answer(text, annotations));
    await sources.updateComplete;
    const list = sources.querySelector<HTMLDetailsElement>('[part="sources"]');
    expect(list?.open).to.equal(false);
    expect(list?.querySelector('summary span')?.textContent).to.equal('2 sources');
    const rows = [...(list?.querySelectorAll('ol > li') ?? [])].map((row) =>
      row.textContent.replaceAll(/\s+/g, ' ').trim(),
    );
    expect(rows).to.deep.equal(['1 The One one.example', '2 two.example']);
  });

  it('shows while the answer is still written, before any mark can be placed', async () => {
    const { sources, content } = mountAnswer(answer(text, annotations, { status: 'streaming' }));
    await sources.updateComplete;
    expect(sources.querySelectorAll('ol > li')).to.have.length(2);
    expect(content.querySelector('.citations')).to.equal(null);
  });

  it('shows places of Google Maps at once, with their reviews', async () => {
    const place = {
      type: 'place_citation',
      name: 'Café',
      url: 'https://maps.google.com/?cid=1',
      review_snippets: [{ title: 'Good cake', url: 'https://maps.google.com/r' }],
      end_index: 4,
    };
    const { sources } = mountAnswer(answer('Said.', [place]));
    await sources.updateComplete;
    expect(sources.querySelector<HTMLDetailsElement>('details')?.open).to.equal(true);
    expect(
      [...sources.querySelectorAll('a')].map((link) => [link.textContent, link.getAttribute('href')]),
    ).to.deep.equal([
      ['Café', 'https://maps.google.com/?cid=1'],
      ['Good cake', 'https://maps.google.com/r'],
    ]);
    expect(sources.textContent).to.contain('Google Maps');
  });

  it('is not there for an answer without any', async () => {
    const { sources } = mountAnswer(answer('Said.'));
    await sources.updateComplete;
    expect(sources.textContent.trim()).to.equal('');
  });

  it('takes words in another language, and falls back to English', async () => {
    const { sources } = mountAnswer(answer(text, annotations));
    sources.strings = { sources: (count) => `${count} Quellen` };
    await sources.updateComplete;
    expect(sources.querySelector('summary')?.textContent).to.contain('2 Quellen');
  });
});

describe('search suggestions', () => {
  async function mountSearch(snippets: string[], more: object = {}): Promise<Stage> {
    const message = answer('Grounded.', [], more);
    const stage = mountAnswer({ ...message, steps: [...message.steps, search(...snippets)] });
    await until(() => frames(stage).length === snippets.length, 'the frames are there');
    return stage;
  }

  it('show exactly as given, in a frame without scripts or origin, whose links open a tab', async () => {
    const stage = await mountSearch([snippet]);
    const [frame] = frames(stage);
    expect(frame?.getAttribute('sandbox')).to.equal('allow-popups allow-popups-to-escape-sandbox');
    expect(frame?.srcdoc.endsWith(snippet)).to.equal(true);
    const page = new DOMParser().parseFromString(frame?.srcdoc ?? '', 'text/html');
    expect(page.querySelector('base')?.target).to.equal('_blank');
    const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
    expect(
      page.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content'),
    ).to.equal(policy);
    expect(frame?.contentDocument).to.equal(null);
  });

  it('show with the answer without a click, at least as wide as it', async () => {
    const stage = await mountSearch([snippet, snippet]);
    for (const frame of frames(stage)) {
      expect(frame.checkVisibility()).to.equal(true);
      expect(frame.clientWidth).to.be.at.least(stage.content.clientWidth);
    }
  });

  it('are all kept, in their order, in a row that scrolls by itself', async () => {
    const snippets = Array.from({ length: 8 }, (_, index) => `${snippet}${index}`);
    const stage = await mountSearch(snippets);
    const row = stage.sources.querySelector('[part="search-suggestions"]');
    expect(
      frames(stage)
        .map(({ srcdoc }) => srcdoc.at(-1))
        .join(''),
    ).to.equal('01234567');
    expect(row && row.scrollWidth > row.clientWidth).to.equal(true);
    expect(new Set(frames(stage).map(({ title }) => title)).size).to.equal(8);
  });

  it('show while the answer is written, and stay the same frames when more arrive', async () => {
    const stage = await mountSearch([snippet], { status: 'streaming' });
    const [frame] = frames(stage);
    const message = answer('Grounded. More.');
    stage.sources.message = { ...message, steps: [search(snippet), ...message.steps, search('second')] };
    await stage.sources.updateComplete;
    expect(frames(stage)).to.have.length(2);
    expect(frames(stage)[0]).to.equal(frame);
  });

  it('have the colours of the chat, not those of the system', async () => {
    const stage = await mountSearch([snippet]);
    const [frame] = frames(stage);
    const scheme = (): string => (frame ? getComputedStyle(frame).colorScheme : '');
    expect(scheme()).to.equal('light');
    stage.host.style.colorScheme = 'dark';
    await until(() => scheme() === 'dark', 'the frame is dark too');
    stage.host.style.colorScheme = 'normal';
    await until(() => scheme() === 'light', 'the frame is light again');
  });

  it('are the only thing that is ever shown in a frame', async () => {
    const framed = '<iframe srcdoc="x"></iframe>';
    const stage = mountAnswer(answer(framed, [cite(framed, framed, 'https://a.example', framed)]));
    await showAnswer(stage);
    expect(stage.root.querySelector('iframe')).to.equal(null);
  });
});

describe('sources as a whole', () => {
  it('are accessible, light and dark', async () => {
    const message = answer(text, annotations);
    const stage = mountAnswer({ ...message, steps: [...message.steps, search(snippet, snippet)] });
    await showAnswer(stage);
    const list = stage.sources.querySelector('details');
    if (list) list.open = true;
    await until(() => frames(stage).length === 2, 'the frames are there');
    for (const scheme of ['light', 'dark']) {
      stage.host.style.colorScheme = scheme;
      const { violations } = await axe.run(stage.host, { rules: { region: { enabled: false } } });
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).to.deep.equal([]);
    }
  });

  it('mark a recorded answer at the end of each cited sentence', async function () {
    const file =
      'recordings/interactions/vercel+ai__packages_google_src_interactions___fixtures___google-search.json.json';
    const bytes = await readShared(file);
    if (!bytes) {
      console.log(`${file} is absent`);
      this.skip();
    }
    const { steps } = JSON.parse(new TextDecoder().decode(bytes));
    const content = steps.find(({ type }: { type: string }) => type === 'model_output')?.content[0];
    const stage = mountAnswer({ ...answer(content.text), steps });
    await showAnswer(stage);
    expect(marks(stage)).to.have.length(18);
    for (const mark of marks(stage)) {
      expect(mark.parentElement?.previousSibling?.textContent).to.match(/\.$/);
      expect(mark.closest('strong')).to.equal(null);
    }
  });
});
