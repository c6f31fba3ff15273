import { expect } from 'chai';
import { loadCorpus } from '../markdown/load-corpus.js';

const policy =
  "default-src 'none'; script-src 'self'; style-src 'none'; img-src 'self' data: blob:; connect-src 'self'; " +
  "require-trusted-types-for 'script'; trusted-types lit-html gemini-chat";

const text =
  '# a **b**\n\n- [x] c\n\n```js\nx\n```\n\n| a |\n|---|\n| b |\n\n[d](https://e.example) ![f](https://g.example/h.png)\n\n' +
  '<p style="color:red" onclick="x()">i</p><style>p{}</style><script>x()</script><iframe srcdoc="x"></iframe>\n\n' +
  '<img src=x onerror=x()> <svg style="color:red"></svg> <a href="javascript:x()">j</a>';

/** All recorded payloads in one text, where they are at hand. */
async function loadHostileText(): Promise<string> {
  const entries = await loadCorpus<{ payload?: string }>('hostile-dompurify.json');
  if (!entries) console.log('hostile-dompurify.json is absent');
  return (entries ?? []).map(({ payload }) => payload).join('\n\n');
}

/** A page under the policy, and everything it complains of. */
async function openPage(
  contentPolicy: string,
): Promise<{ page: Window; violations: string[]; frame: HTMLElement }> {
  const frame = document.createElement('iframe');
  const opened = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  frame.srcdoc = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${contentPolicy}"><div id="stage"></div>
    <script type="module" src="${new URL('./strict-page.ts', import.meta.url).pathname}"></script>`;
  document.body.append(frame);
  await opened;
  const page = frame.contentWindow;
  if (!page) throw new Error('The frame has no window');
  const violations: string[] = [];
  page.document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
    violations.push(`${violatedDirective} ${blockedURI} ${sample}`);
  });
  return { page, violations, frame };
}

async function show(page: Window, text: string): Promise<string> {
  const stage = page.document.querySelector('#stage');
  const shown = new Promise((resolve) => page.addEventListener('shown', resolve, { once: true }));
  page.postMessage(text, location.origin);
  await shown;
  return stage?.innerHTML ?? '';
}

describe('a strict content security policy', () => {
  it('is kept, with Trusted Types, and everything is shown', async () => {
    const { page, violations, frame } = await openPage(policy);
    const html = await show(page, `${text}\n\n${await loadHostileText()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(violations).to.deep.equal([]);
    for (const sign of ['<strong>b</strong>', 'checkbox', 'code-block', '<th', 'link-host', 'image-button']) {
      expect(html).to.contain(sign);
    }
    frame.remove();
  });

  it('shows markdown, and raw HTML as plain text, where our policy is not allowed', async () => {
    const { page, frame } = await openPage(policy.replace(' gemini-chat', ''));
    const html = await show(page, text);
    expect(html).to.contain('<strong>b</strong>');
    expect(html).to.contain('part="plain-text"');
    expect(html).to.contain('&lt;script&gt;');
    expect(html).not.to.match(/<(?:script|img|iframe|a|svg style)[ >]/);
    frame.remove();
  });
});
