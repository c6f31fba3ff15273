import { expect } from 'chai';
import type { Interaction } from '../../src/protocol/interaction-request.js';
import { replayInteraction } from '../../src/protocol/replay-interaction.js';
import { foldEvents } from './fold-events.js';

type KnownStep = NonNullable<Interaction['steps']>[number];

const answer: KnownStep = { type: 'model_output', content: [{ type: 'text', text: 'A' }] };
const question: KnownStep = { type: 'user_input', content: [{ type: 'text', text: 'Q' }] };
const result: KnownStep = { type: 'function_result', call_id: 'c', result: 'r' };

function interaction(status: string, steps: KnownStep[], more: Partial<Interaction> = {}): Interaction {
  return { id: 'i', status, steps, ...more };
}

describe('replaying a whole interaction', () => {
  it('tells it in the order of a stream', () => {
    const events = replayInteraction(interaction('completed', [{ type: 'thought' }, answer]));
    expect(events.map((event) => event.event_type)).to.deep.equal([
      'interaction.created',
      'step.start',
      'step.stop',
      'step.start',
      'step.stop',
      'interaction.completed',
    ]);
  });

  it('gives the same reply as a stream of the same', () => {
    const usage = { total_tokens: 4 };
    const replayed = foldEvents(replayInteraction(interaction('completed', [answer], { usage })));
    const streamed = foldEvents([
      { event_type: 'interaction.created', interaction: { id: 'i', status: 'in_progress' } },
      { event_type: 'interaction.status_update', interaction_id: 'i', status: 'in_progress' },
      { event_type: 'step.start', index: 0, step: { type: 'model_output' } },
      { event_type: 'step.delta', index: 0, delta: { type: 'text', text: 'A' } },
      { event_type: 'step.stop', index: 0 },
      { event_type: 'interaction.completed', interaction: { id: 'i', status: 'completed', usage } },
    ]);
    expect(replayed).to.deep.equal(streamed);
  });

  it('leaves out what was asked', () => {
    for (const steps of [
      [question, answer],
      [result, answer],
      [question, answer, question, result, answer],
    ]) {
      expect(foldEvents(replayInteraction(interaction('completed', steps))).steps).to.deep.equal([answer]);
    }
  });

  it('keeps the results that stand inside a reply', () => {
    const steps: KnownStep[] = [{ type: 'function_call', id: 'c', name: 'f', arguments: {} }, result, answer];
    expect(foldEvents(replayInteraction(interaction('completed', steps))).steps).to.deep.equal(steps);
  });

  for (const status of [
    'completed',
    'requires_action',
    'incomplete',
    'failed',
    'cancelled',
    'budget_exceeded',
    'new',
  ]) {
    it(`ends when its status is ${status}`, () => {
      expect(foldEvents(replayInteraction(interaction(status, [answer])))).to.include({ status, done: true });
    });
  }

  for (const status of ['in_progress', 'queued', 'requires_continuation']) {
    it(`is still open when its status is ${status}`, () => {
      const reply = foldEvents(replayInteraction(interaction(status, [answer])));
      expect(reply).to.include({ status, done: false });
      expect(reply.steps).to.deep.equal([answer]);
    });
  }

  it('tells why it failed', () => {
    const errors = [{ code: 'safety', message: 'Blocked' }];
    expect(foldEvents(replayInteraction(interaction('failed', [], { errors }))).error).to.deep.equal(
      errors[0],
    );
  });
});
