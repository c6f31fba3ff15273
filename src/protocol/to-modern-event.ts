import type { InteractionEvent } from './interaction-event.js';
import { isWireObject, type WireObject } from './wire-object.js';

/** The names that earlier versions of the API gave to the events of today. */
const modernNames: ReadonlyMap<string, string> = new Map([
  ['interaction.start', 'interaction.created'],
  ['interaction.complete', 'interaction.completed'],
  ['interaction.in_progress', 'interaction.status_update'],
  ['interaction.requires_action', 'interaction.status_update'],
  ['content.start', 'step.start'],
  ['content.delta', 'step.delta'],
  ['content.stop', 'step.stop'],
]);

const contentTypes: ReadonlySet<unknown> = new Set(['text', 'image', 'audio', 'document', 'video']);

/** Earlier versions had no steps: what was said, thought and called stood side by side as contents. */
function toStep(content: unknown): unknown {
  if (!isWireObject(content) || !contentTypes.has(content['type'])) return content;
  return { type: 'model_output', content: content['text'] === '' ? [] : [content] };
}

/** The interaction in today's shape: steps where it had outputs. */
export function toModernInteraction(interaction: WireObject): WireObject {
  const { outputs, ...rest } = interaction;
  if (!Array.isArray(outputs) || rest['steps'] !== undefined) return interaction;
  return { ...rest, steps: outputs.map(toStep) };
}

function modernFields(name: string, event: WireObject): WireObject {
  const { content, interaction } = event;
  if (name === 'content.start' && event['step'] === undefined) return { step: toStep(content) };
  if (name === 'interaction.in_progress') return { status: 'in_progress' };
  if (name === 'interaction.requires_action') return { status: 'requires_action' };
  return isWireObject(interaction) ? { interaction: toModernInteraction(interaction) } : {};
}

/** The same event under today's name and in today's shape; any other event comes back as it is. */
export function toModernEvent(event: InteractionEvent): InteractionEvent {
  const fields: WireObject = event;
  const name = fields['event_type'] ?? fields['type'];
  if (typeof name !== 'string') return event;
  const modern = modernNames.get(name);
  if (modern !== undefined) return { ...fields, ...modernFields(name, fields), event_type: modern };
  if (fields['event_type'] !== undefined) return event;
  const { type: _, ...rest } = fields;
  return { ...rest, event_type: name };
}
