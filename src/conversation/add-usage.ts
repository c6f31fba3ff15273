import type { InteractionEvent } from '../protocol/interaction-event.js';
import type { Usage } from '../protocol/step.js';
import { isWireObject, type WireObject } from '../protocol/wire-object.js';

/** The same events, where the last tells what the whole turn cost: this request and those before it. */
export async function* addUsage(
  events: AsyncIterable<InteractionEvent>,
  before: Usage | undefined,
): AsyncGenerator<InteractionEvent, void> {
  for await (const event of events) {
    const fields: WireObject = event;
    const { event_type: name } = event;
    const { interaction } = fields;
    const isLast = name === 'interaction.completed' && isWireObject(interaction);
    const usage = isLast ? interaction['usage'] : undefined;
    if (isLast && before && isWireObject(usage)) {
      yield {
        ...fields,
        event_type: name,
        interaction: { ...interaction, usage: sum({ ...before }, usage) },
      };
    } else yield event;
  }
}

/** Numbers are added; lists and whatever else there is are those of the last request. */
function sum(before: WireObject, after: WireObject): WireObject {
  const entries = Object.entries({ ...before, ...after }).map(([name, value]) => {
    const other = after[name] === undefined ? undefined : before[name];
    return [name, typeof value === 'number' && typeof other === 'number' ? value + other : value];
  });
  return Object.fromEntries(entries);
}
