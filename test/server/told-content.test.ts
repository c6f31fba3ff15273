import { expect } from 'chai';
import { foldEvent } from '../../src/protocol/fold-event.js';
import type { InteractionEvent } from '../../src/protocol/interaction-event.js';
import { emptyReply, type Reply } from '../../src/protocol/reply.js';
import { writeServerEvent } from '../../src/protocol/write-server-event.js';
import { ToldContent } from '../../src/server/told-content.js';

/** A reply with thoughts, words, a picture and a call, its texts cut into pieces of so many characters. */
function tell(size: number): InteractionEvent[] {
  const cut = (text: string): string[] =>
    Array.from({ length: Math.ceil(text.length / size) }, (_, at) => text.slice(at * size, (at + 1) * size));
  const delta = (index: number, fields: object): InteractionEvent => ({
    event_type: 'step.delta',
    index,
    delta: { ...fields },
  });
  const start = (index: number, type: string): InteractionEvent => ({
    event_type: 'step.start',
    index,
    step: { type },
  });
  const stop = (index: number): InteractionEvent => ({ event_type: 'step.stop', index });
  return [
    { event_type: 'interaction.created', interaction: { id: 'v1_a', status: 'in_progress' } },
    { event_type: 'interaction.status_update', interaction_id: 'v1_a', status: 'in_progress' },
    start(0, 'thought'),
    ...cut('Let me think about this.').map((text) =>
      delta(0, { type: 'thought_summary', content: { type: 'text', text } }),
    ),
    delta(0, { type: 'thought_signature', signature: 'c2ln' }),
    stop(0),
    start(1, 'model_output'),
    ...cut('Hé, wie geht es? "Gut".').map((text) => delta(1, { type: 'text', text })),
    delta(1, { type: 'image', data: 'QUJD', mime_type: 'image/png' }),
    ...cut('Und danach?').map((text) => delta(1, { type: 'text', text })),
    delta(1, {
      type: 'text_annotation_delta',
      annotations: [{ type: 'url_citation', url: 'https://a.example' }],
    }),
    stop(1),
    start(2, 'function_call'),
    ...cut('{"place":"Berlin","days":[1,2,3]}').map((text) =>
      delta(2, { type: 'arguments_delta', arguments: text }),
    ),
    stop(2),
    { event_type: 'interaction.completed', interaction: { id: 'v1_a', status: 'requires_action' } },
  ];
}

function fold(events: readonly InteractionEvent[]): Reply {
  return events.reduce(foldEvent, emptyReply);
}

function read(text: string): InteractionEvent {
  const event: InteractionEvent = JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? '');
  return event;
}

describe('a reply that is told once more after its beginning was told', () => {
  for (const [first, second] of [
    [5, 5],
    [5, 3],
    [3, 7],
    [4, 1000],
    [1000, 2],
  ] as const) {
    it(`in pieces of ${second} where they were of ${first} is the same wherever it broke off`, () => {
      const whole = fold(tell(second)).steps;
      const begun = tell(first);
      for (let cut = 1; cut < begun.length; cut += 1) {
        const content = new ToldContent();
        const told = begun.slice(0, cut);
        for (const event of told) content.add(writeServerEvent(event));
        const rest = tell(second).flatMap((event) => {
          const text = content.drop(writeServerEvent(event));
          return text === undefined ? [] : [read(text)];
        });
        const joined = fold([...told, ...rest]);
        // Where words come before and after a picture, they are told in that order by whoever tells them.
        expect(readWords(joined), `cut after ${cut}`).to.deep.equal(readWords({ ...joined, steps: whole }));
        expect(joined).to.include({ id: 'v1_a', status: 'requires_action', done: true });
      }
    });
  }

  it('passes on what is no event, as it is', () => {
    const content = new ToldContent();
    content.add(': a comment\n\n');
    for (const text of [': a comment\n\n', 'event: done\ndata: [DONE]\n\n']) {
      expect(content.drop(text)).to.equal(text);
    }
  });
});

/** What each step says, in one piece for each kind. */
function readWords({ steps }: Reply): unknown {
  return JSON.parse(JSON.stringify(steps));
}
