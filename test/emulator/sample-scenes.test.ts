import { expect } from 'chai';
import { contentOf, fieldsOf } from '../../src/emulator/read-step.js';
import { listObjects } from '../../src/emulator/list-objects.js';
import { askStream, createStill, textOfSteps } from './ask-emulator.js';

describe('the scenes that beginners ask for', () => {
  it('explains AI briefly where few words are wanted', async () => {
    const short = await askStream(createStill(), 'Explain how AI works in a few words');
    const long = await askStream(createStill(), 'How does AI work?');
    expect(textOfSteps(short.steps).length).to.be.below(160);
    expect(textOfSteps(long.steps).length).to.be.above(600);
  });

  it('counts the paws in a house from what was said, kept by the server', async () => {
    const emulator = createStill();
    const first = await askStream(emulator, 'Hello, I have 2 dogs in my house.');
    const second = await askStream(emulator, 'There is a parrot, too', { previous_interaction_id: first.id });
    const third = await askStream(emulator, 'How many paws are in my house?', {
      previous_interaction_id: second.id,
    });
    expect(textOfSteps(third.steps)).to.contain('**10 paws**').and.contain('2 dogs × 4');
  });

  it('counts them from what the client resends', async () => {
    const say = (text: string) => ({ type: 'user_input', content: [{ type: 'text', text }] });
    const first = await askStream(createStill(), [say('I have three cats')], { store: false });
    const input = [say('I have three cats'), ...first.steps, say('How many paws are in my house?')];
    const { steps } = await askStream(createStill(), input, { store: false });
    expect(textOfSteps(steps)).to.contain('**12 paws**');
  });

  for (const [instruction, prompt, says] of [
    ['You are a cat. Your name is Neko.', 'Hello there', /^Meow! I am \*\*Neko\*\*, a cat/],
    ['Your name is Ada. You are an assistant.', 'Who are you?', /^Hello! I am \*\*Ada\*\*, an assistant/],
    ['You are a cat. Your name is Neko.', 'joke', /Halloween/],
    ['Be brief.', 'Hello there', /^Hello! 👋/],
  ] as const) {
    it(`answers “${prompt}” as it should under “${instruction}”`, async () => {
      const { steps } = await askStream(createStill(), prompt, { system_instruction: instruction });
      expect(textOfSteps(steps)).to.match(says);
    });
  }

  it('thinks in several paragraphs when it is asked for long thoughts', async () => {
    const { steps } = await askStream(createStill(), 'long thoughts');
    const [summary] = listObjects(fieldsOf(steps[0] ?? { type: '' })['summary']);
    expect(String(summary?.['text']).match(/\n{3}/g)).to.have.length(7);
  });

  it('shows a sketch among its thoughts', async () => {
    const { steps } = await askStream(createStill(), 'thoughts with a picture');
    const summary = listObjects(fieldsOf(steps[0] ?? { type: '' })['summary']);
    expect(summary.map(({ type }) => type)).to.deep.equal(['text', 'image']);
  });

  it('thinks and says nothing', async () => {
    const { steps, status } = await askStream(createStill(), 'only thoughts');
    expect([steps.map(({ type }) => type), status]).to.deep.equal([['thought'], 'completed']);
  });

  it('gives a long answer in hops that add up to the whole', async () => {
    const emulator = createStill();
    const whole = textOfSteps((await askStream(emulator, 'long')).steps);
    let reply = await askStream(emulator, 'in hops');
    let text = textOfSteps(reply.steps);
    let hops = 1;
    while (reply.status === 'requires_continuation' && hops < 9) {
      reply = await askStream(emulator, undefined, {
        continuation_token: reply.continuationToken,
        previous_interaction_id: reply.id,
      });
      text += textOfSteps(reply.steps);
      hops += 1;
    }
    expect(hops).to.equal(3);
    expect(reply.status).to.equal('completed');
    expect(text).to.equal(whole);
  });

  it('sends content of an unknown kind as it is', async () => {
    const { steps } = await askStream(createStill(), 'unknown content');
    expect(steps.flatMap(contentOf).at(-1)).to.deep.equal({
      type: 'hologram',
      mime_type: 'model/hologram',
      depth: 3,
    });
  });
});
