import { expect } from 'chai';
import { foldEvent } from '../../src/protocol/fold-event.js';
import type { InteractionEvent } from '../../src/protocol/interaction-event.js';
import { readText } from '../../src/protocol/read-text.js';
import { emptyReply } from '../../src/protocol/reply.js';
import { toModernEvent } from '../../src/protocol/to-modern-event.js';
import { foldEvents } from './fold-events.js';
import { freezeDeep } from './freeze-deep.js';

const created = (id = 'v1_a'): InteractionEvent => ({
  event_type: 'interaction.created',
  interaction: { id, object: 'interaction', status: 'in_progress', model: 'gemini-3.5-flash' },
});
const completed = (fields: Record<string, unknown> = {}): InteractionEvent => ({
  event_type: 'interaction.completed',
  interaction: { id: 'v1_a', object: 'interaction', status: 'completed', ...fields },
});
const start = (index: number, step: unknown): InteractionEvent => ({ event_type: 'step.start', index, step });
const delta = (index: number, data: unknown): InteractionEvent => ({
  event_type: 'step.delta',
  index,
  delta: data,
});
const stop = (index: number): InteractionEvent => ({ event_type: 'step.stop', index });
const text = (index: number, said: string) => delta(index, { type: 'text', text: said });

describe('folding events into a reply', () => {
  describe('the interaction', () => {
    it('takes id, status and usage from the events that name them', () => {
      const usage = { total_tokens: 12 };
      const reply = foldEvents([created('v1_x'), completed({ id: 'v1_x', usage })]);
      expect(reply.id).to.equal('v1_x');
      expect(reply.status).to.equal('completed');
      expect(reply.usage).to.deep.equal(usage);
      expect(reply.done).to.equal(true);
    });

    it('has no id where nobody stored the interaction', () => {
      expect(foldEvents([created(''), completed({ id: '' })])).to.not.have.property('id');
    });

    it('is not done before a terminal event', () => {
      const events = [created(), start(0, { type: 'model_output' }), text(0, 'Hi'), stop(0)];
      expect(foldEvents(events).done).to.equal(false);
    });

    it('follows the status', () => {
      const status = { event_type: 'interaction.status_update', interaction_id: 'v1_a', status: 'queued' };
      expect(foldEvents([created(), status]).status).to.equal('queued');
    });

    it('counts as completed when the terminal event names no status', () => {
      const reply = foldEvents([
        created(),
        { event_type: 'interaction.completed', interaction: { id: 'a' } },
      ]);
      expect(reply).to.include({ status: 'completed', done: true });
    });

    it('remembers the last event id, also of events it does not know', () => {
      const events: InteractionEvent[] = [
        { ...created(), event_id: 'e1' },
        { event_type: 'weather.changed', event_id: 'e2', wind: 3 },
        { event_type: 'step.stop', index: 0, event_id: '' },
      ];
      expect(foldEvents(events).lastEventId).to.equal('e2');
    });

    it('reads usage while the reply runs', () => {
      const event = { ...text(0, 'a'), metadata: { total_usage: { total_tokens: 3 } } };
      expect(foldEvents([created(), event]).usage).to.deep.equal({ total_tokens: 3 });
    });

    it('ends with the error that the stream reports', () => {
      const error = { code: 'api_error', message: 'Try later' };
      const reply = foldEvents([created(), text(0, 'par'), { event_type: 'error', error }]);
      expect(reply.error).to.deep.equal(error);
      expect(reply.done).to.equal(true);
      expect(readText(reply.steps)).to.equal('par');
    });

    it('ignores an error event without an error', () => {
      const reply = foldEvents([created(), { event_type: 'error' }, { event_type: 'error', error: {} }]);
      expect(reply.done).to.equal(false);
      expect(reply).to.not.have.property('error');
    });

    it('finds why an interaction failed', () => {
      const errors = [{ code: 'safety', message: 'Blocked' }];
      expect(foldEvents([created(), completed({ status: 'failed', errors })]).error).to.deep.equal(errors[0]);
      const error = { code: 'internal', message: 'Broke' };
      expect(foldEvents([created(), completed({ status: 'failed', error })]).error).to.deep.equal(error);
      const step = { type: 'model_output', error: { code: 13, message: 'Broke' } };
      const reply = foldEvents([created(), start(0, step), stop(0), completed({ status: 'failed' })]);
      expect(reply.error).to.deep.equal({ code: 13, message: 'Broke' });
    });
  });

  describe('the steps', () => {
    it('keeps what a start already holds', () => {
      const step = { type: 'model_output', content: [{ type: 'text', text: 'Hello' }] };
      const reply = foldEvents([created(), start(0, step), text(0, ', you'), stop(0)]);
      expect(reply.steps).to.deep.equal([
        { type: 'model_output', content: [{ type: 'text', text: 'Hello, you' }] },
      ]);
    });

    it('orders steps by their numbers, gaps or not, whatever comes first', () => {
      const events = [7, 2, 40, 5].flatMap((index) => [
        start(index, { type: 'model_output' }),
        text(index, `${index} `),
      ]);
      const reply = foldEvents([created(), ...events, text(2, 'two ')]);
      expect(readText(reply.steps)).to.equal('2 two 5 7 40 ');
      expect(reply.progress.map(({ index }) => index)).to.deep.equal([2, 5, 7, 40]);
    });

    it('opens a step whose start did not come', () => {
      const deltas: [unknown, string][] = [
        [{ type: 'text', text: 'a' }, 'model_output'],
        [{ type: 'image', data: 'AA==', mime_type: 'image/png' }, 'model_output'],
        [{ type: 'thought_summary', content: { type: 'text', text: 'a' } }, 'thought'],
        [{ type: 'thought_signature', signature: 's' }, 'thought'],
        [{ type: 'arguments_delta', arguments: '{}' }, 'function_call'],
        [{ type: 'google_search_call', arguments: { queries: ['q'] } }, 'google_search_call'],
        [{ type: 'url_context_result', result: [] }, 'url_context_result'],
      ];
      for (const [data, type] of deltas) {
        expect(foldEvents([created(), delta(0, data)]).steps.map((step) => step.type)).to.deep.equal([type]);
      }
    });

    it('joins a start that comes after its first deltas', () => {
      const late = { type: 'model_output', content: [{ type: 'text', text: 'A' }], signature: 's' };
      const reply = foldEvents([created(), text(0, 'B'), start(0, late), text(0, 'C')]);
      expect(readText(reply.steps)).to.equal('ABC');
      expect(reply.steps[0]).to.have.property('signature', 's');
    });

    it('keeps steps, deltas and events of unknown kinds as data', () => {
      const step = { type: 'hologram_call', id: 'h', beams: [1] };
      const reply = foldEvents([
        created(),
        start(0, step),
        delta(0, { type: 'hologram_call', beams: [2], color: 'red' }),
        start(1, { type: 'model_output' }),
        delta(1, { type: 'smell', data: 'rose' }),
        start(2, { type: 'aura' }),
        delta(2, { type: 'glow', glow: 4 }),
        { event_type: 'step.sang', index: 0 },
      ]);
      expect(reply.steps).to.deep.equal([
        { type: 'hologram_call', id: 'h', beams: [1, 2], color: 'red' },
        { type: 'model_output', content: [{ type: 'smell', data: 'rose' }] },
        { type: 'aura', glow: 4 },
      ]);
    });

    it('takes the steps of the terminal event over those that streamed', () => {
      const steps = [{ type: 'model_output', content: [{ type: 'text', text: 'Final' }] }];
      const reply = foldEvents([created(), text(0, 'Fina'), text(1, 'x'), completed({ steps })]);
      expect(reply.steps).to.deep.equal(steps);
      expect(reply.progress).to.deep.equal([{ index: 0, state: 'closed' }]);
    });

    it('keeps the streamed steps when the terminal event lists none', () => {
      const reply = foldEvents([created(), text(0, 'Said'), completed({ steps: [] })]);
      expect(readText(reply.steps)).to.equal('Said');
    });

    it('leaves what was asked out of the reply', () => {
      const steps = [
        { type: 'user_input', content: [{ type: 'text', text: 'Q' }] },
        { type: 'model_output', content: [{ type: 'text', text: 'A' }] },
      ];
      expect(foldEvents([created(), completed({ steps })]).steps).to.deep.equal([steps[1]]);
    });
  });

  describe('a reply in several hops', () => {
    const first = [
      created('v1_a'),
      start(0, { type: 'model_output' }),
      text(0, 'One '),
      stop(0),
      completed({ status: 'requires_continuation', continuation_token: 'go' }),
    ];

    it('is not done while a continuation is to come', () => {
      expect(foldEvents(first)).to.include({ done: false, continuationToken: 'go', firstStepOfHop: 1 });
    });

    it('goes on behind the steps it has', () => {
      const second = [
        created('v1_b'),
        start(0, { type: 'model_output' }),
        text(0, 'two'),
        completed({ id: 'v1_b' }),
      ];
      const reply = foldEvents([...first, ...second]);
      expect(readText(reply.steps)).to.equal('One two');
      expect(reply).to.include({ id: 'v1_b', done: true, firstStepOfHop: 1 });
    });

    it('replaces only the steps of its own hop', () => {
      const steps = [{ type: 'model_output', content: [{ type: 'text', text: 'TWO' }] }];
      const reply = foldEvents([...first, created('v1_b'), text(0, 'two'), completed({ steps })]);
      expect(readText(reply.steps)).to.equal('One TWO');
    });

    it('is open again when another interaction begins', () => {
      const reply = foldEvents([created(), text(0, 'a'), completed(), created('v1_b')]);
      expect(reply).to.include({ done: false, firstStepOfHop: 1 });
    });
  });

  describe('the earlier wire', () => {
    it('reads contents, outputs and the old names of events', () => {
      const events: InteractionEvent[] = [
        { event_type: 'interaction.start', interaction: { id: 'old', status: 'in_progress' } },
        { event_type: 'interaction.in_progress' },
        { event_type: 'content.start', index: 0, content: { type: 'thought' } },
        { event_type: 'content.delta', index: 0, delta: { type: 'thought_signature', signature: 's' } },
        { event_type: 'content.stop', index: 0 },
        { event_type: 'content.start', index: 1, content: { type: 'text', text: '' } },
        { event_type: 'content.delta', index: 1, delta: { type: 'text', text: 'Old' } },
        { event_type: 'content.stop', index: 1 },
        { event_type: 'interaction.complete', interaction: { id: 'old', status: 'completed' } },
      ];
      const reply = foldEvents(events.map((event) => toModernEvent(event)));
      expect(reply.steps).to.deep.equal([
        { type: 'thought', signature: 's' },
        { type: 'model_output', content: [{ type: 'text', text: 'Old' }] },
      ]);
      expect(reply).to.include({ id: 'old', status: 'completed', done: true });
    });

    it('reads the outputs of a complete interaction', () => {
      const outputs = [
        { type: 'function_call', id: 'c', name: 'f', arguments: {} },
        { type: 'text', text: 'A' },
      ];
      const interaction = { id: 'old', status: 'completed', outputs };
      const event = toModernEvent({ event_type: 'interaction.complete', interaction });
      expect(foldEvents([event]).steps).to.deep.equal([
        outputs[0],
        { type: 'model_output', content: [outputs[1]] },
      ]);
    });
  });

  describe('what it promises', () => {
    it('leaves the steps alone that an event does not touch', () => {
      const before = foldEvents([created(), text(0, 'a'), stop(0), text(1, 'b')]);
      const after = foldEvents([text(1, 'c')], before);
      expect(after.steps[0]).to.equal(before.steps[0]);
      expect(after.steps[1]).to.not.equal(before.steps[1]);
      expect(readText(before.steps)).to.equal('ab');
    });

    it('gives the same reply back when an event changes nothing', () => {
      const reply = foldEvents([created(), text(0, 'a'), stop(0)]);
      const events: InteractionEvent[] = [
        text(0, ''),
        delta(0, {}),
        delta(0, null),
        delta(0, { type: 'thought_signature', signature: '' }),
        stop(0),
        stop(9),
        { event_type: 'what.ever' },
        { event_type: 'error' },
        start(3, null),
      ];
      for (const event of events) expect(foldEvent(reply, freezeDeep(event))).to.equal(reply);
    });

    it('never throws, whatever stands in an event', () => {
      const junk: unknown[] = [
        undefined,
        null,
        0,
        -1,
        1.5,
        1e9,
        NaN,
        '',
        'x',
        true,
        [],
        [[]],
        {},
        { type: 5 },
        { type: 'text' },
      ];
      const names = [
        'interaction.created',
        'interaction.status_update',
        'step.start',
        'step.delta',
        'step.stop',
      ];
      let reply = emptyReply;
      for (const name of [...names, 'interaction.completed', 'error', 'content.start', '', '__proto__']) {
        for (const value of junk) {
          const fields = { index: value, step: value, delta: value, interaction: value, error: value };
          const more = { metadata: value, usage: value, status: value, content: value };
          const loose: Record<string, unknown> = { ...fields, ...more };
          reply = foldEvents([{ ...loose, event_type: name, event_id: String(value) }], reply);
        }
      }
      expect(reply.steps.every((step) => typeof step.type === 'string')).to.equal(true);
      expect(reply.progress.length).to.equal(reply.steps.length);
    });

    it('is not led to the prototype of objects', () => {
      const hostile: unknown = JSON.parse(
        '{"type":"google_search_result","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"result":[]}',
      );
      const reply = foldEvents([created(), start(0, hostile), delta(0, hostile), delta(1, hostile), stop(0)]);
      expect(Object.prototype).to.not.have.property('polluted');
      for (const step of reply.steps) {
        expect(Object.getPrototypeOf(step)).to.equal(Object.prototype);
        expect('polluted' in step).to.equal(false);
      }
      expect(Object.keys(reply.steps[1] ?? {})).to.deep.equal(['type', 'result']);
    });

    it('folds twenty thousand deltas of a long answer in little time', () => {
      let reply = foldEvents([created(), start(0, { type: 'model_output' })]);
      const started = performance.now();
      for (let count = 0; count < 20_000; count += 1)
        reply = foldEvent(reply, text(0, 'some words of text '));
      expect(performance.now() - started).to.be.lessThan(500);
      expect(readText(reply.steps).length).to.equal(20_000 * 19);
    });
  });
});
