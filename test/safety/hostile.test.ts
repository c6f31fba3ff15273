import { expect } from 'chai';
import type { Attack, Damage } from './attack-page.js';
import { linkPayloads } from './hostile-link-payloads.js';
import { markdownPayloads } from './hostile-markdown-payloads.js';
import { resourcePayloads } from './hostile-resource-payloads.js';
import { scriptPayloads } from './hostile-script-payloads.js';
import { structurePayloads } from './hostile-structure-payloads.js';
import { loadCorpus } from '../markdown/load-corpus.js';

const strict =
  "default-src 'none'; script-src 'self'; style-src 'none'; connect-src 'self'; img-src 'self' data: blob:; " +
  "frame-src 'self'; require-trusted-types-for 'script'; trusted-types lit-html gemini-chat";
/** Longer payloads are shown at this many moments, all others at every character. */
const maxMoments = 200;

const own = {
  scripts: scriptPayloads,
  links: linkPayloads,
  resources: resourcePayloads,
  structure: structurePayloads,
  markdown: markdownPayloads,
};

/** The places in a text at which a stream that has this many parts is cut. */
function cutEvenly(text: string, count: number): number[] {
  const step = Math.max(1, Math.ceil(text.length / count));
  const ends: number[] = [];
  for (let end = step; end < text.length; end += step) ends.push(end);
  return [...ends, text.length];
}

function embed(payload: string): string[] {
  const indented = payload.replaceAll('\n', '\n  ');
  return [
    `a **${payload}** b`,
    `- x\n  - ${indented}`,
    `> ${payload.replaceAll('\n', '\n> ')}`,
    `| a |\n|---|\n| ${payload.replaceAll('\n', ' ')} |`,
    `<details><summary>${payload}</summary>\n\n${payload}\n\n</details>`,
    `<p title="${payload}">[x](${payload} "${payload}") ![${payload}](${payload})`,
    `x[^1] [y]\n\n[^1]: ${indented}\n\n[y]: ${payload}`,
    `\`\`\`${payload}\n\`\`\`\n\n<b title='${payload}`,
  ];
}

/** A page under a policy, or under none, that says what a text did to it. */
async function openPage(
  policy: string,
): Promise<{ attack: (attack: Attack) => Promise<Damage>; close: () => void }> {
  const frame = document.createElement('iframe');
  const module = new URL('./attack-page.ts', import.meta.url).pathname;
  frame.srcdoc = `<!doctype html>${policy && `<meta http-equiv="Content-Security-Policy" content="${policy}">`}
    <body><script type="module" src="${module}"></script>`;
  const hear = <T>(): Promise<T> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('The page does not answer any more')), 20_000);
      const listen = ({ data, source }: MessageEvent<T>): void => {
        if (source !== frame.contentWindow) return;
        window.removeEventListener('message', listen);
        clearTimeout(timer);
        resolve(data);
      };
      window.addEventListener('message', listen);
    });
  const ready = hear<string>();
  document.body.append(frame);
  await ready;
  return {
    attack: (attack) => {
      const damage = hear<Damage>();
      frame.contentWindow?.postMessage(attack, window.origin);
      return damage;
    },
    close: () => frame.remove(),
  };
}

/** Shows all texts in one page and lists what they achieved, each with the first that did. */
async function attackAll(policy: string, name: string, attacks: readonly Attack[]): Promise<string[]> {
  const page = await openPage(policy);
  const wrong = new Map<string, string>();
  let moments = 0;
  let plain = 0;
  for (const attack of attacks) {
    const damage = await page.attack(attack);
    moments += damage.moments;
    if (damage.isPlain) plain += 1;
    for (const breach of damage.breaches) if (!wrong.has(breach)) wrong.set(breach, attack.text);
  }
  // What an attack only set off is still on its way.
  await new Promise((resolve) => setTimeout(resolve, 200));
  const { breaches } = await page.attack({ text: 'after', ends: [5] });
  for (const breach of breaches) wrong.set(breach, 'one of all');
  page.close();
  console.log(`${name}: ${attacks.length} texts, ${moments} moments, ${plain} as plain text`);
  // Plain text would be safe, and prove nothing.
  if (plain > attacks.length / 20) wrong.set(`${plain} of ${attacks.length} were not rendered`, name);
  return Array.from(wrong, ([breach, text]) => `${breach} by ${JSON.stringify(text.slice(0, 200))}`);
}

const whole = (text: string): Attack => ({ text, ends: cutEvenly(text, maxMoments) });
const coarse = (text: string): Attack => ({ text, ends: cutEvenly(text, 8) });

describe('a hostile text', () => {
  before(() => {
    const all = Object.values(own).flat();
    const sampled = all.filter(({ length }) => length > maxMoments).length;
    console.log(
      `${all.length} payloads of our own, ${sampled} of them too long for every cut: ${maxMoments} each`,
    );
    expect(new Set(all).size).to.equal(all.length);
  });

  it('would be noticed if it did something', async function () {
    this.timeout(20_000);
    const text =
      '<p class=x id=body><img src="/absent.png" onerror="trap()"><x-trap></x-trap><a href="javascript:trap()">';
    const open = await openPage('');
    const first = await open.attack({ text, ends: [], isRaw: true });
    await new Promise((resolve) => setTimeout(resolve, 500));
    const later = await open.attack({ text: 'x', ends: [1] });
    open.close();
    const noticed = [...first.breaches, ...later.breaches].join('\n');
    for (const sign of [
      '<p class',
      '<p id',
      '<img src',
      '<img onerror',
      '<x-trap>',
      'javascript:',
      'called trap',
    ]) {
      expect(noticed).to.contain(sign);
    }
    expect(noticed).to.match(/requested .*absent\.png/);
    expect(noticed).to.contain('made an element of the page');
    const closed = await openPage(strict);
    const { breaches } = await closed.attack({ text, ends: [], isRaw: true });
    closed.close();
    expect(breaches.join('\n')).to.contain('require-trusted-types-for');
  });

  for (const [kind, payloads] of Object.entries(own)) {
    it(`does nothing at any cut under a strict policy: ${kind}`, async function () {
      this.timeout(120_000);
      expect(await attackAll(strict, kind, payloads.map(whole))).to.deep.equal([]);
    });
  }

  it('does nothing inside of lists, tables, quotes, notes, titles and addresses', async function () {
    this.timeout(120_000);
    const texts = Object.values(own)
      .flat()
      .filter(({ length }) => length < 1000)
      .flatMap(embed);
    expect(await attackAll(strict, 'embedded', texts.map(coarse))).to.deep.equal([]);
  });

  it('does nothing in a page without a policy', async function () {
    this.timeout(120_000);
    const texts = Object.values(own).flat();
    expect(await attackAll('', 'without a policy', texts.map(coarse))).to.deep.equal([]);
  });

  it('does nothing where it was recorded elsewhere', async function () {
    this.timeout(120_000);
    const [purify, owasp, strings] = await Promise.all([
      loadCorpus<{ payload?: string }>('hostile-dompurify.json'),
      loadCorpus<{ code?: string }>('hostile-owasp.json'),
      loadCorpus<string>('hostile-blns.json'),
    ]);
    if (!purify || !owasp || !strings) {
      console.log('hostile-dompurify.json, hostile-owasp.json and hostile-blns.json are absent');
      this.skip();
    }
    const texts = [
      ...purify.map(({ payload = '' }) => payload),
      ...owasp.map(({ code = '' }) => code),
      ...strings,
    ].filter(Boolean);
    const attacks = texts.map((text): Attack => ({ text, ends: cutEvenly(text, 24) }));
    expect(await attackAll(strict, 'recorded', attacks)).to.deep.equal([]);
  });
});
