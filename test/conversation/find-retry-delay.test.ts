import { expect } from 'chai';
import { findRetryDelay } from '../../src/conversation/find-retry-delay.js';
import { ChatError, type ChatErrorCode } from '../../src/protocol/chat-error.js';

const most = () => 1;
const least = () => 0;

describe('the wait before another attempt', () => {
  const passing: ChatErrorCode[] = ['rate-limited', 'overloaded', 'timeout', 'network', 'server-error'];
  for (const code of passing) {
    it(`grows with each attempt for ${code}, and ends after two`, () => {
      const error = new ChatError(code);
      const waits = [0, 1, 2].map((attempt) => findRetryDelay(error, attempt, least));
      expect(waits).to.deep.equal([500, 1500, undefined]);
      expect(findRetryDelay(error, 0, most)).to.equal(750);
    });
  }

  const lasting: ChatErrorCode[] = [
    'quota-exceeded',
    'unauthorized',
    'forbidden',
    'not-found',
    'invalid-request',
    'blocked',
    'bad-response',
    'offline',
    'truncated',
    'not-configured',
    'function-failed',
  ];
  for (const code of lasting) {
    it(`is none for ${code}, which another attempt would not help`, () => {
      expect(findRetryDelay(new ChatError(code), 0)).to.equal(undefined);
    });
  }

  it('is there for a conflict, which passes', () => {
    expect(findRetryDelay(new ChatError('invalid-request', { retryable: true }), 0, least)).to.equal(500);
  });

  it('is never shorter than what the server asks for', () => {
    const error = new ChatError('rate-limited', { retryAfter: 7 });
    expect(findRetryDelay(error, 0, least)).to.equal(7000);
    expect(findRetryDelay(error, 0, most)).to.be.within(7000, 7500);
  });

  it('is left to the reader where the server wants more than half a minute', () => {
    expect(findRetryDelay(new ChatError('overloaded', { retryAfter: 31 }), 0)).to.equal(undefined);
  });
});
