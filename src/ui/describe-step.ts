import type { StepStrings, StepTitles } from '../i18n/english-steps.js';
import type { WireObject } from '../protocol/wire-object.js';
import { cleanText } from '../safety/clean-text.js';
import { describeCall, longestSubject, summarizeCall } from './describe-call.js';
import { describeResult } from './describe-result.js';
import type { StepPair } from './pair-steps.js';
import { readText } from './read-fields.js';
import type { StepKind } from './step-icons.js';
import type { StepDetail, StepState, StepView } from './step-view.js';

type TitleName = Extract<keyof StepStrings, `${string}Step`>;

const kinds: Readonly<Record<string, readonly [StepKind, TitleName]>> = {
  google_search: ['search', 'googleSearchStep'],
  url_context: ['page', 'urlContextStep'],
  code_execution: ['code', 'codeExecutionStep'],
  google_maps: ['place', 'googleMapsStep'],
  file_search: ['file', 'fileSearchStep'],
  retrieval: ['file', 'retrievalStep'],
  processing: ['media', 'processingStep'],
  mcp_server_tool: ['tool', 'toolStep'],
  function: ['function', 'functionStep'],
  computer_use: ['computer', 'computerStep'],
  model_output: ['problem', 'outputStep'],
};

/** The calls by which a model works a computer; on the wire they are functions like any other. */
const computerCalls =
  /^(?:open_web_browser|wait_5_seconds|go_back|go_forward|navigate|(?:click|hover|type_text|scroll)_at|key_combination|scroll_document|drag_and_drop)$/;

/** What a reader is told about a step; `missing` is the state of a call whose result has not come. */
export function describeStep(pair: StepPair, missing: StepState, words: StepStrings): StepView {
  const call: WireObject | undefined = pair.call && { ...pair.call };
  const result: WireObject | undefined = pair.result && { ...pair.result };
  const type = (pair.call ?? pair.result)?.type.replace(/_(?:call|result)$/, '') ?? '';
  const [kind, name] = findKind(type, call ?? result);
  const state = findState(type, pair, missing);
  const titles: StepTitles = words[name];
  const subject = summarizeCall(type, call ?? result, words);
  const problem = readProblem(call);
  const details: StepDetail[] =
    type === 'model_output'
      ? []
      : [...describeCall(type, call, words), ...describeResult(type, call, result, words)];
  if (problem) details.push({ kind: 'code', label: words.programError, language: '', text: problem });
  return {
    kind: state === 'failed' ? 'problem' : kind,
    state,
    title: titles[state === 'unfinished' ? 'running' : state],
    subject: type === 'model_output' ? '' : shortenSubject(subject),
    isDetailed: details.some(
      (detail) => detail.kind === 'texts' || (detail.kind === 'links' && type === 'url_context'),
    ),
    details,
  };
}

function findKind(type: string, step: WireObject | undefined): readonly [StepKind, TitleName] {
  if (type.startsWith('computer') || (type === 'function' && computerCalls.test(readText(step, 'name')))) {
    return ['computer', 'computerStep'];
  }
  return (Object.hasOwn(kinds, type) && kinds[type]) || ['other', 'unknownStep'];
}

function findState(type: string, { call, result }: StepPair, missing: StepState): StepState {
  if (type === 'model_output' || (call && 'error' in call && call.error)) return 'failed';
  if (result) return 'is_error' in result && result.is_error === true ? 'failed' : 'done';
  // An unknown kind may be whole without a result.
  if (!call?.type.endsWith('_call')) return 'done';
  return missing;
}

function readProblem(call: WireObject | undefined): string {
  const error = call?.['error'];
  return [readText(error, 'code'), readText(error, 'message')].filter(Boolean).join(': ');
}

function shortenSubject(text: string): string {
  const clean = cleanText(text.slice(0, 4 * longestSubject))
    .replaceAll(/\s+/gu, ' ')
    .trim();
  const letters = Array.from(clean);
  return letters.length > longestSubject ? `${letters.slice(0, longestSubject).join('')}…` : clean;
}
