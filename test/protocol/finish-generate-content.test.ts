import { expect } from 'chai';
import { readReportedError } from '../../src/protocol/load-error-reader.js';
import { readText } from '../../src/protocol/read-text.js';
import type { Reply } from '../../src/protocol/reply.js';
import { answer, chunk, stop } from './answer-generate-content.js';

/** How the reply ended: its status, or the code of its error. */
async function findEnd(reply: Reply): Promise<string> {
  if (!reply.done) return reply.status === 'requires_continuation' ? reply.status : 'open';
  return reply.error ? (await readReportedError(reply.error)).code : reply.status;
}

/** By finish reason: the end of an answer of which some text came, and of one of which nothing did. */
const ends: readonly (readonly [reason: string, withText: string, without: string])[] = [
  ['STOP', 'completed', 'completed'],
  ['MAX_TOKENS', 'incomplete', 'incomplete'],
  ['CONTINUATION', 'incomplete', 'incomplete'],
  ['SAFETY', 'blocked', 'blocked'],
  ['RECITATION', 'blocked', 'blocked'],
  ['LANGUAGE', 'blocked', 'blocked'],
  ['BLOCKLIST', 'blocked', 'blocked'],
  ['PROHIBITED_CONTENT', 'blocked', 'blocked'],
  ['SPII', 'blocked', 'blocked'],
  ['MODEL_ARMOR', 'blocked', 'blocked'],
  ['IMAGE_SAFETY', 'blocked', 'blocked'],
  ['IMAGE_PROHIBITED_CONTENT', 'blocked', 'blocked'],
  ['IMAGE_RECITATION', 'blocked', 'blocked'],
  ['MALFORMED_FUNCTION_CALL', 'bad-response', 'bad-response'],
  ['MALFORMED_RESPONSE', 'bad-response', 'bad-response'],
  ['UNEXPECTED_TOOL_CALL', 'bad-response', 'bad-response'],
  ['TOO_MANY_TOOL_CALLS', 'bad-response', 'bad-response'],
  ['NO_IMAGE', 'bad-response', 'bad-response'],
  ['OTHER', 'server-error', 'server-error'],
  ['IMAGE_OTHER', 'server-error', 'server-error'],
  ['FINISH_REASON_UNSPECIFIED', 'completed', 'server-error'],
  ['SOMETHING_OF_TOMORROW', 'completed', 'server-error'],
];

const blockReasons = [
  'SAFETY',
  'OTHER',
  'BLOCKLIST',
  'PROHIBITED_CONTENT',
  'IMAGE_SAFETY',
  'MODEL_ARMOR',
  'JAILBREAK',
  'SOMETHING_OF_TOMORROW',
];

describe('the end of an answer of generateContent', () => {
  for (const [reason, withText, without] of ends) {
    it(`is ${withText} for ${reason} after some text, and ${without} with none`, async () => {
      const said = await answer(chunk([{ text: 'Some' }]), {
        candidates: [{ finishReason: reason, finishMessage: 'As Google says.' }],
      });
      expect(readText(said.steps)).to.equal('Some');
      expect(await findEnd(said)).to.equal(withText);
      const silent = await answer({
        candidates: [{ finishReason: reason, finishMessage: 'As Google says.' }],
      });
      expect(await findEnd(silent)).to.equal(without);
      for (const { error } of [said, silent]) {
        if (error) expect(error.message).to.contain(reason).and.to.contain('As Google says.');
      }
    });
  }

  for (const reason of blockReasons) {
    it(`is blocked for a question refused for ${reason}`, async () => {
      const reply = await answer({
        promptFeedback: { blockReason: reason, blockReasonMessage: 'Not this.' },
      });
      expect(await findEnd(reply)).to.equal('blocked');
      expect(reply.error?.message).to.contain(reason).and.to.contain('Not this.');
    });
  }

  it('is blocked for a refusal without a reason', async () => {
    const reply = await answer({ candidates: [], promptFeedback: { blockReasonMessage: 'Not this.' } });
    expect(await findEnd(reply)).to.equal('blocked');
  });

  it('is as usual where the question was judged and not refused', async () => {
    const reply = await answer({ ...chunk([{ text: 'Yes' }]), promptFeedback: { safetyRatings: [] } }, stop);
    expect(await findEnd(reply)).to.equal('completed');
  });

  it('waits for the page where functions are called, whatever came beside them', async () => {
    const call = { functionCall: { name: 'roll' } };
    expect(await findEnd(await answer(chunk([{ text: 'Rolling' }, call]), stop))).to.equal('requires_action');
    expect(await findEnd(await answer(chunk([call], { finishReason: 'MAX_TOKENS' })))).to.equal('incomplete');
    expect(await findEnd(await answer(chunk([call], { finishReason: 'MALFORMED_FUNCTION_CALL' })))).to.equal(
      'bad-response',
    );
  });

  it('asks for the rest where there is a token for it', async () => {
    const token = { continuationToken: 'more' };
    for (const finish of [{ finishReason: 'CONTINUATION' }, {}]) {
      const reply = await answer(chunk([{ text: 'Part one' }], { ...token, ...finish }));
      expect([reply.status, reply.continuationToken, reply.done]).to.deep.equal([
        'requires_continuation',
        'more',
        false,
      ]);
    }
    const reply = await answer(chunk([{ text: 'All' }], { ...token, finishReason: 'STOP' }));
    expect(reply.status).to.equal('completed');
  });

  it('keeps the count of tokens beside an error', async () => {
    const reply = await answer({
      candidates: [{ finishReason: 'SAFETY' }],
      usageMetadata: { totalTokenCount: 12 },
    });
    expect(reply.usage).to.deep.equal({ total_tokens: 12 });
  });
});
