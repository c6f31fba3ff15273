import { expect } from 'chai';
import type { Message } from '../../src/conversation/message.js';
import { english } from '../../src/i18n/english.js';
import { englishReasons } from '../../src/i18n/english-reasons.js';
import { ChatError, type ErrorReason } from '../../src/protocol/chat-error.js';
import { describeOutcome } from '../../src/ui/describe-outcome.js';
import { loadReasons } from '../../src/ui/load-reasons.js';
import { ask, input, mountChat, part, until } from '../support/mount-chat.js';

const isReason = (name: string): name is ErrorReason => name in englishReasons;
const reasons = Object.keys(englishReasons).filter(isReason);

function failed(error: ChatError, change: Partial<Message> = {}): Message {
  const createdAt = new Date();
  return { id: '1', role: 'user', text: 'Hello?', steps: [], status: 'error', createdAt, error, ...change };
}

describe('what I am told where the chat knows exactly what went wrong', () => {
  before(loadReasons);

  for (const reason of reasons) {
    it(`has a sentence of its own, ${reason}`, () => {
      const error = new ChatError('unauthorized', { reason });
      const text = describeOutcome(failed(error), english)?.text ?? '';
      expect(text).to.equal(englishReasons[reason]);
      expect(text, 'whole sentences').to.match(/^[A-Z].*[^.]\.$/);
      expect(text, 'what to do').to.match(/\b(?:[Tt]ry again|[Tt]ell the owner|You can type|again\.|Begin)/);
      expect(text, 'no words of engineers').not.to.match(/token|socket|session|credential|API|key|http|\d/i);
    });
  }

  it('is never the same sentence for two of them, nor that of a code', () => {
    const sentences = [...Object.values(englishReasons), ...Object.values(english.errors)];
    expect(new Set(sentences).size).to.equal(sentences.length);
  });

  it('does not offer to try again what would only fail again', () => {
    const isOffered = (reason: ErrorReason) =>
      describeOutcome(failed(new ChatError('attachment-type', { reason })), english)?.action === 'retry';
    expect(reasons.filter((reason) => !isOffered(reason))).to.have.members([
      'live-unsupported',
      'live-attachment',
      'live-unsuited',
    ]);
  });

  it('is also said of an answer that broke off', () => {
    const error = new ChatError('network', { reason: 'live-lost' });
    const half = failed(error, { role: 'model', text: 'Half', status: 'interrupted' });
    expect(describeOutcome(half, english)).to.include({ text: englishReasons['live-lost'], action: 'retry' });
    const plain = failed(new ChatError('network'), { role: 'model', text: 'Half', status: 'interrupted' });
    expect(describeOutcome(plain, english)?.text).to.equal(english.interrupted);
  });

  it('is shown and announced in a chat without a backend, and what I wrote is kept', async () => {
    const chat = await mountChat({
      endpoint: '',
      getToken: async () => ({ token: '' }),
    });
    await ask(chat, 'Hello?');
    const error = await until(() => part(chat, 'error'), 'an error is shown');
    expect(error.textContent).to.contain(englishReasons['token-unreadable']);
    const announcer = chat.shadowRoot?.querySelector('gemini-chat-announcer');
    await until(
      () => announcer?.textContent?.includes(englishReasons['token-unreadable']),
      'it is announced',
    );
    expect(input(chat).value).to.equal('Hello?');
    expect(Boolean(part(chat, 'retry-button'))).to.equal(true);
  });
});
