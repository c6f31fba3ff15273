import type { StepStrings } from '../i18n/english-steps.js';
import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import { readTexts, readText } from './read-fields.js';
import { readableJson } from './readable-json.js';
import type { StepDetail } from './step-view.js';

const plumbing: ReadonlySet<string> = new Set(['type', 'id', 'call_id', 'signature', 'name', 'server_name']);

/** The fields of a step that are about its matter. */
export function listMatter(step: WireObject): WireObject {
  return Object.fromEntries(Object.entries(step).filter(([name]) => !plumbing.has(name)));
}

/** Something as JSON, unless there is nothing in it. */
export function describeData(label: string, data: unknown): StepDetail[] {
  const isEmpty =
    data === undefined || data === null || (typeof data === 'object' && Object.keys(data).length === 0);
  return isEmpty ? [] : [{ kind: 'code', label, language: 'json', text: readableJson(data) }];
}

/** What a call was about is said in so many characters at most. */
export const longestSubject = 160;

/** What a call asked for. */
export function describeCall(type: string, call: WireObject | undefined, words: StepStrings): StepDetail[] {
  if (!call) return [];
  const { arguments: passed } = call;
  switch (type) {
    case 'google_search':
    case 'google_maps':
    case 'retrieval': {
      const texts = readTexts(passed, 'queries');
      // A single short one is said beside the title already.
      return texts.length > 1 || (texts[0]?.length ?? 0) > longestSubject
        ? [{ kind: 'texts', label: words.queries, texts }]
        : [];
    }
    case 'code_execution': {
      const text = readText(passed, 'code');
      const language = readText(passed, 'language');
      return text ? [{ kind: 'code', label: words.programCode, language, text }] : [];
    }
    // The pages that were asked for stand with what became of them.
    case 'url_context':
      return [];
    case 'file_search':
    case 'processing':
    case 'mcp_server_tool':
    case 'function':
      return describeData(words.callArguments, passed);
    default:
      return describeData(words.stepData, listMatter(call));
  }
}

/** What a call was about, in a few words. */
export function summarizeCall(type: string, call: WireObject | undefined, words: StepStrings): string {
  const passed = call?.['arguments'];
  switch (type) {
    case 'google_search':
    case 'google_maps':
    case 'retrieval':
      return readTexts(passed, 'queries').join(', ');
    case 'url_context':
      return readTexts(passed, 'urls').map(showAddress).join(', ');
    case 'mcp_server_tool': {
      const [name, server] = [readText(call, 'name'), readText(call, 'server_name')];
      return name && server ? words.toolOfServer(name, server) : name || server;
    }
    case 'function':
      return readText(call, 'name').replaceAll('_', ' ');
    case 'code_execution':
    case 'file_search':
    case 'processing':
      return '';
    default:
      return isWireObject(call)
        ? readText(call, 'name') || type.replaceAll('_', ' ')
        : type.replaceAll('_', ' ');
  }
}

/** A web address without what every one has in common. */
function showAddress(address: string): string {
  return address.replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/$/, '');
}
