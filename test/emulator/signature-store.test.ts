import { expect } from 'chai';
import { createSignature, isSignature } from '../../src/emulator/create-signature.js';
import { fieldsOf, textField } from '../../src/emulator/read-step.js';
import type { Step } from '../../src/protocol/step.js';
import { askStream, askUnary, createStill } from './ask-emulator.js';
import { sendGenerate } from './ask-generate-content.js';

const say = (text: string) => ({ type: 'user_input', content: [{ type: 'text', text }] });

function spoil(step: Step, change: (signature: string) => string): Step {
  const signature = textField(fieldsOf(step), 'signature');
  return signature ? { ...step, signature: change(signature) } : step;
}

describe('a thought signature', () => {
  it('can be told from one that was changed, in any letter', () => {
    const signature = createSignature('thought');
    expect(isSignature(signature)).to.equal(true);
    for (let index = 0; index < signature.length; index += 1) {
      const letter = signature[index] === 'A' ? 'B' : 'A';
      const changed = signature.slice(0, index) + letter + signature.slice(index + 1);
      expect(isSignature(changed), `letter ${index}`).to.equal(false);
    }
    for (const other of ['', '=', 'AAAA', 'not base64', signature.slice(4), `${signature} `, 'ab\n'])
      expect(isSignature(other), other).to.equal(false);
  });

  const changes: readonly (readonly [what: string, change: (signature: string) => string])[] = [
    ['shortened', (signature) => signature.slice(0, -8)],
    ['in other letters', (signature) => signature.toLowerCase()],
    ['of somebody else', () => btoa('a signature of another service')],
    ['that is no base64', () => '…'],
  ];
  for (const [what, change] of changes) {
    it(`is refused when it comes back ${what}`, async () => {
      const emulator = createStill();
      const first = await askStream(emulator, [say('hello')], { store: false });
      const resend = (steps: readonly Step[]) =>
        askUnary(emulator, [say('hello'), ...steps, say('hello')], { store: false });
      expect((await resend(first.steps)).status).to.equal(200);
      const refused = await resend(first.steps.map((step) => spoil(step, change)));
      expect(refused.status).to.equal(400);
      expect(refused.body['error']).to.have.property('message').that.contains('Corrupted thought signature');
    });
  }

  it('of another emulator is as good, and so is what Google takes instead', async () => {
    const { steps } = await askStream(createStill({ seed: 'other' }), [say('hello')], { store: false });
    const substitute = steps.map((step) => spoil(step, () => 'skip_thought_signature_validator'));
    for (const resent of [steps, substitute]) {
      const input = [say('hello'), ...resent, say('hello')];
      expect((await askUnary(createStill(), input, { store: false })).status).to.equal(200);
    }
  });

  it('that a scene makes itself is remembered', async () => {
    const steps = [
      { type: 'thought', signature: 'mine' },
      { type: 'model_output', content: [] },
    ];
    const scene = { name: 'own', matches: () => true, reply: () => ({ steps }) };
    const emulator = createStill({ scenes: [scene] });
    const input = [say('hello'), ...steps, say('hello')];
    expect((await askUnary(emulator, input, { store: false })).status).to.equal(400);
    await askUnary(emulator, 'hello');
    expect((await askUnary(emulator, input, { store: false })).status).to.equal(200);
  });
});

describe('a function call of the older API', () => {
  const user = { role: 'user', parts: [{ text: 'hi' }] };
  const call = (more = {}) => ({
    role: 'model',
    parts: [{ functionCall: { name: 'f', args: {} }, ...more }, { functionCall: { name: 'f', args: {} } }],
  });
  const answered = {
    role: 'user',
    parts: [1, 2].map((output) => ({ functionResponse: { name: 'f', response: { output } } })),
  };

  it('must bring the signature back with the calls of its turn', async () => {
    const ask = (contents: unknown[], model = 'gemini-3.5-flash') =>
      sendGenerate(createStill(), { contents }, 'generateContent', { model });
    const unsigned = await ask([user, call(), answered]);
    expect(unsigned.status).to.equal(400);
    expect((await unsigned.json()).error.message).to.contain('missing a thought_signature');
    const dummy = 'skip_thought_signature_validator';
    expect((await ask([user, call({ thoughtSignature: dummy }), answered])).status).to.equal(200);
    const own = createSignature('any');
    expect((await ask([user, call({ thought_signature: own }), answered])).status).to.equal(200);
    const changed = await ask([user, call({ thought_signature: `A${own.slice(1)}` }), answered]);
    expect(changed.status).to.equal(400);
    expect((await changed.json()).error).to.include({ status: 'INVALID_ARGUMENT' });
    // Of earlier turns nobody asks it, nor did older models.
    expect(
      (await ask([user, call(), answered, { role: 'model', parts: [{ text: 'Ok' }] }, user])).status,
    ).to.equal(200);
    expect((await ask([user, call(), answered], 'gemini-2.5-flash')).status).to.equal(200);
  });
});
