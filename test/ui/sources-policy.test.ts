import { expect } from 'chai';
import { answer, cite } from './sources-stage.js';

const policy =
  "default-src 'none'; script-src 'self'; style-src 'none'; connect-src 'self'; img-src 'self' data: blob:; " +
  "frame-src 'self'; require-trusted-types-for 'script'; trusted-types lit-html gemini-chat";
const text = 'A **cited** text, and `more`.';
const snippet =
  '<style>.chip { color: red }</style><a class="chip" href="https://www.google.com/search?q=a">a</a>';

/** Sources and data on a page under the policy, with everything it complains of. */
async function showUnder(
  contentPolicy: string,
): Promise<{ page: Document; violations: string[]; frame: HTMLElement }> {
  const frame = document.createElement('iframe');
  const opened = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  frame.srcdoc = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${contentPolicy}"><div id="stage"></div>
    <script type="module" src="${new URL('./sources-strict-page.ts', import.meta.url).pathname}"></script>`;
  document.body.append(frame);
  await opened;
  const page = frame.contentWindow;
  if (!page) throw new Error('The frame has no window.');
  const violations: string[] = [];
  page.document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
    violations.push(`${violatedDirective} ${blockedURI} ${sample}`);
  });
  const shown = new Promise((resolve) => page.addEventListener('shown', resolve, { once: true }));
  const { createdAt, ...message } = answer(text, [cite(text, 'cited**', 'https://a.example', 'A')]);
  const steps = [
    ...message.steps,
    { type: 'google_search_result', result: [{ search_suggestions: snippet }] },
  ];
  page.postMessage({ ...message, createdAt, steps }, location.origin);
  await shown;
  return { page: page.document, violations, frame };
}

describe('sources and data under a strict content security policy', () => {
  it('keep it, with Trusted Types, and everything is there', async () => {
    const { page, violations, frame } = await showUnder(policy);
    expect(violations).to.deep.equal([]);
    expect(page.querySelectorAll('[part="citation"]')).to.have.length(1);
    expect(page.querySelectorAll('[part="sources"] li')).to.have.length(1);
    expect(page.querySelectorAll('[part="search-suggestions"] iframe')).to.have.length(1);
    expect(page.querySelectorAll('[part="data"] table')).to.have.length(1);
    frame.remove();
  });

  it('say so where the page forbids our policy, instead of showing the suggestions in another way', async () => {
    const { page, frame } = await showUnder(policy.replace(' gemini-chat', ''));
    expect(page.querySelector('iframe')).to.equal(null);
    expect(page.querySelector('gemini-chat-sources .remark')?.textContent).to.contain(
      'Google Search suggestions',
    );
    expect(page.querySelectorAll('[part="sources"] li')).to.have.length(1);
    frame.remove();
  });
});
