import type { Usage } from './step.js';
import { isWireObject, type WireObject } from './wire-object.js';

const totals: readonly (readonly [string, string])[] = [
  ['promptTokenCount', 'total_input_tokens'],
  ['candidatesTokenCount', 'total_output_tokens'],
  ['thoughtsTokenCount', 'total_thought_tokens'],
  ['cachedContentTokenCount', 'total_cached_tokens'],
  ['toolUsePromptTokenCount', 'total_tool_use_tokens'],
  ['totalTokenCount', 'total_tokens'],
];

const details: readonly (readonly [string, string])[] = [
  ['promptTokensDetails', 'input_tokens_by_modality'],
  ['candidatesTokensDetails', 'output_tokens_by_modality'],
  ['cacheTokensDetails', 'cached_tokens_by_modality'],
  ['toolUsePromptTokensDetails', 'tool_use_tokens_by_modality'],
];

function readDetail(detail: unknown): WireObject[] {
  if (!isWireObject(detail)) return [];
  const { modality, tokenCount } = detail;
  if (typeof modality !== 'string' || typeof tokenCount !== 'number') return [];
  return [{ modality: modality.toLowerCase(), tokens: tokenCount }];
}

/** The tokens that generateContent counted, in the words of Interactions; undefined where none were counted. */
export function translateUsage(metadata: WireObject): Usage | undefined {
  const usage: Record<string, unknown> = {};
  for (const [from, to] of totals) {
    const count = metadata[from];
    if (typeof count === 'number') usage[to] = count;
  }
  for (const [from, to] of details) {
    const list = metadata[from];
    if (Array.isArray(list)) usage[to] = list.flatMap(readDetail);
  }
  return Object.keys(usage).length > 0 ? usage : undefined;
}
