import type { Step, Usage } from '../protocol/step.js';
import { isWireObject } from '../protocol/wire-object.js';

/** Gemini counts an image as this many tokens; other media are given the same weight here. */
const mediaTokens = 258;
/** What thinking costs beside its summary. */
const silentThoughtTokens = 24;

/** About how many tokens a text has: four bytes a token, as English averages. */
export function countTextTokens(text: string): number {
  return Math.ceil(new TextEncoder().encode(text).length / 4);
}

/** About how many tokens a JSON value has: its texts, its names of fields aside; media by the piece. */
function countTokens(value: unknown): number {
  if (typeof value === 'string') return countTextTokens(value);
  if (typeof value === 'number' || typeof value === 'boolean') return 1;
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + countTokens(item), 0);
  if (!isWireObject(value)) return 0;
  if ('mime_type' in value && ('data' in value || 'uri' in value)) return mediaTokens;
  let sum = 0;
  for (const [name, field] of Object.entries(value)) {
    if (!['type', 'id', 'call_id', 'signature', 'annotations', 'search_suggestions'].includes(name))
      sum += countTokens(field);
  }
  return sum;
}

function byModality(tokens: number): { modality: 'text'; tokens: number }[] {
  return [{ modality: 'text', tokens }];
}

/** What the model read and wrote. */
export interface UsageParts {
  /** Everything that it was given: instruction, tools, earlier steps, this turn. */
  readonly given: readonly unknown[];
  /** The steps of its reply. */
  readonly steps: readonly Step[];
}

/** Plausible token counts, the same for the same conversation. */
export function measureUsage({ given, steps }: UsageParts): Usage {
  const input = countTokens(given);
  let output = 0;
  let thought = 0;
  let toolUse = 0;
  let searches = 0;
  for (const step of steps) {
    const tokens = countTokens(step);
    if (step.type === 'thought') thought += tokens + silentThoughtTokens;
    else if (step.type === 'model_output' || step.type === 'function_call') output += tokens;
    else toolUse += tokens;
    if (step.type === 'google_search_call') searches += 1;
  }
  return {
    total_tokens: input + output + thought + toolUse,
    total_input_tokens: input,
    input_tokens_by_modality: byModality(input),
    total_cached_tokens: 0,
    total_output_tokens: output,
    total_tool_use_tokens: toolUse,
    ...(toolUse > 0 ? { tool_use_tokens_by_modality: byModality(toolUse) } : {}),
    total_thought_tokens: thought,
    ...(searches > 0 ? { grounding_tool_count: [{ type: 'google_search', count: searches }] } : {}),
  };
}
