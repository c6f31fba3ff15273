import type { GeminiChatElement } from '../../src/element/gemini-chat-element.js';
import type { ErrorReason } from '../../src/protocol/error-reason.js';
import type { Way } from './ways.js';

/** Something that no live session does. */
export interface Limit {
  readonly because: string;
  /** How a page asks for it all the same. */
  readonly settings?: Partial<GeminiChatElement>;
  /** What a reader attaches who asks for it all the same. */
  readonly attached?: File | string;
  readonly reason?: ErrorReason;
}

const schema = { type: 'object', properties: { dish: { type: 'string' } } };

/** All that the other ways can do and live sessions cannot. Whatever is asked for is refused, none of it dropped. */
export const beyondLive = {
  'data by a schema': {
    because: 'A session has no response format.',
    settings: { responseFormat: { type: 'text', mime_type: 'application/json', schema } },
    reason: 'live-unsupported',
  },
  'pictures as answers': {
    because: 'Sessions answer in sound or in words.',
    settings: { responseFormat: [{ type: 'text' }, { type: 'image' }] },
    reason: 'live-unsupported',
  },
  'sound as an answer of its own': {
    because: 'What a session says aloud it says in words as well.',
    settings: { responseFormat: { type: 'audio' } },
    reason: 'live-unsupported',
  },
  'films as answers': {
    because: 'Sessions answer in sound or in words.',
    settings: { responseFormat: { type: 'video' } },
    reason: 'live-unsupported',
  },
  'managed agents': {
    because: 'Agents answer over Interactions alone.',
    settings: { agent: 'deep-research-pro-preview' },
    reason: 'live-unsupported',
  },
  'answers in the background': {
    because: 'What is said in a session is said while it is open.',
    settings: { background: true },
    reason: 'live-unsupported',
  },
  'words that end an answer': {
    because: 'Its setup has no field for them.',
    settings: { generationConfig: { stop_sequences: ['END'] } },
    reason: 'live-unsupported',
  },
  'a service tier': {
    because: 'Its setup has no field for one.',
    settings: { serviceTier: 'flex' },
    reason: 'live-unsupported',
  },
  'file search': {
    because: 'Models of live sessions have no such tool.',
    settings: { tools: [{ type: 'file_search', file_search_store_names: ['fileSearchStores/handbook'] }] },
    reason: 'live-unsupported',
  },
  retrieval: {
    because: 'Models of live sessions have no such tool.',
    settings: { tools: [{ type: 'retrieval', retrieval_types: ['vertex_ai_search'] }] },
    reason: 'live-unsupported',
  },
  'tools of a server': {
    because: 'Nobody but Google reaches them, and sessions do not.',
    settings: { tools: [{ type: 'mcp_server', name: 'stock', url: 'https://example.com/mcp' }] },
    reason: 'live-unsupported',
  },
  'films in messages': {
    because: 'A session sees one picture after the other.',
    attached: new File(['a film'], 'a.mp4', { type: 'video/mp4' }),
    reason: 'live-attachment',
  },
  documents: {
    because: 'A session sees pictures and hears sound.',
    attached: new File(['%PDF-1.7'], 'a.pdf', { type: 'application/pdf' }),
    reason: 'live-attachment',
  },
  'files at an address': {
    because: 'A session takes what is in its messages: it fetches nothing, and there are no uploads for it.',
    attached: 'https://example.com/a.pdf',
    reason: 'live-attachment',
  },
  'answers in hops': { because: 'A session has no end that an answer would have to be cut at.' },
  signatures: { because: 'Sessions keep what the model thought, and show no signature of it.' },
  'ids of answers': { because: 'What was said is kept by the session, under no name.' },
  'statuses of requests': { because: 'A browser is not told why a socket was refused.' },
} as const satisfies Readonly<Record<string, Limit>>;

/** Something that the other ways can do and live sessions cannot. */
export type Wish = keyof typeof beyondLive;

/** The ways on which something is to be had; all of them where no name is given. */
export function among(list: readonly Way[], wish: Wish | undefined): readonly Way[] {
  return list.filter(({ over }) => over !== 'live' || wish === undefined);
}
