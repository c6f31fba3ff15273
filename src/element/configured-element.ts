import { LitElement, type PropertyDeclarations } from 'lit';
import type { ThinkingLevel, TurnSettings } from '../conversation/turn-settings.js';
import type { PageFunction } from '../tools/page-function.js';
import type { GetToken } from '../transport/token-grant.js';
import { listConverter } from './list-converter.js';

/**
 * What a page sets on the tag: attributes, properties, custom properties of style.
 *
 * @cssprop [--gemini-chat-width=100%] - Width of the chat.
 * @cssprop [--gemini-chat-height=36rem] - Height of the chat.
 * @cssprop [--gemini-chat-measure=46rem] - Longest line of text.
 * @cssprop [--gemini-chat-spacing=1rem] - Room between the text and the edges.
 * @cssprop [--gemini-chat-radius=1.125rem] - Roundness of corners.
 * @cssprop [--gemini-chat-shadow] - Shadow of the surface.
 * @cssprop [--gemini-chat-font=inherit] - Font family of the text; the page's by default.
 * @cssprop [--gemini-chat-font-mono] - Font family of code.
 * @cssprop [--gemini-chat-font-size=max(16px, 1rem)] - Size of the text, which all other sizes follow.
 * @cssprop [--gemini-chat-color-surface] - Background.
 * @cssprop [--gemini-chat-color-raised] - Background of code, remarks and quiet controls.
 * @cssprop [--gemini-chat-color-text] - Text.
 * @cssprop [--gemini-chat-color-muted] - Text of lesser weight.
 * @cssprop [--gemini-chat-color-border] - Lines that part things.
 * @cssprop [--gemini-chat-color-control] - Outlines of controls.
 * @cssprop [--gemini-chat-color-accent] - Links, focus and the button to send.
 * @cssprop [--gemini-chat-color-on-accent] - What stands on the accent.
 * @cssprop [--gemini-chat-color-user] - Background of the reader's messages.
 * @cssprop [--gemini-chat-color-on-user] - Text of the reader's messages.
 * @cssprop [--gemini-chat-color-danger] - Marks of errors and warnings.
 * @cssprop [--gemini-chat-code-keyword] - Keywords in code.
 * @cssprop [--gemini-chat-code-string] - Strings in code.
 * @cssprop [--gemini-chat-code-number] - Numbers and constants in code.
 * @cssprop [--gemini-chat-code-comment] - Comments in code.
 * @cssprop [--gemini-chat-code-name] - What code defines, and what is built in.
 * @cssprop [--gemini-chat-code-type] - Types in code.
 * @cssprop [--gemini-chat-code-attribute] - Attributes and annotations in code.
 * @cssprop [--gemini-chat-code-deleted] - Deleted lines of a difference.
 */
export abstract class ConfiguredElement extends LitElement {
  static override properties: PropertyDeclarations = {
    endpoint: {},
    tokenEndpoint: { attribute: 'token-endpoint' },
    getToken: { attribute: false },
    apiBase: { attribute: 'api-base' },
    api: {},
    fetch: { attribute: false },
    model: {},
    agent: {},
    environment: {},
    systemInstruction: { attribute: 'system-instruction' },
    thinkingLevel: { attribute: 'thinking-level' },
    showThoughts: { type: Boolean, attribute: 'show-thoughts' },
    generationConfig: { attribute: false },
    safetySettings: { attribute: false },
    serviceTier: { attribute: 'service-tier' },
    tools: { attribute: false },
    functions: { attribute: false },
    responseFormat: { attribute: false },
    stateless: { type: Boolean },
    background: { type: Boolean },
    heading: {},
    headingLevel: { type: Number, attribute: 'heading-level' },
    placeholder: {},
    theme: { reflect: true },
    attachments: {},
    accept: {},
    maxFileBytes: { type: Number, attribute: 'max-file-bytes' },
    maxFiles: { type: Number, attribute: 'max-files' },
    imageHosts: { attribute: 'image-hosts', converter: listConverter },
    linkHosts: { attribute: 'link-hosts', converter: listConverter },
    voice: { type: Boolean },
    voiceInput: { type: Boolean, attribute: 'voice-input' },
    suggestions: { attribute: false },
  };

  /** Base URL of a chat backend, resolved against the document. */
  endpoint = '';
  /**
   * URL that answers `POST` with a `TokenGrant`, resolved against the document: without a backend between them, the
   * browser talks to Google with a credential that soon ends. `endpoint` wins where both are set.
   */
  tokenEndpoint = '';
  /** Gives the same as `tokenEndpoint`, by a function of the page. */
  getToken: GetToken | undefined;
  /** Another origin than Google's for talking to Gemini without a backend: a proxy, a region, a test. */
  apiBase = '';
  /** Which of Gemini's text APIs answers; the conversation is the same over both. */
  api: 'interactions' | 'generate-content' = 'interactions';
  /** Stands in for the global `fetch`. */
  fetch: typeof globalThis.fetch | undefined;

  /** The model to ask; the backend's default where none is set. */
  model = '';
  /** A managed agent to ask instead of a model. */
  agent = '';
  /** Where the agent works: `remote`, the id of an environment, or its description. */
  environment: NonNullable<TurnSettings['environment']> = '';
  /** What the model is told about its task before each turn. */
  systemInstruction = '';
  /** How much the model thinks before it answers; the model's default where none is set. */
  thinkingLevel: ThinkingLevel | '' = '';
  /** Asks for summaries of the model's thoughts, and shows them. */
  showThoughts = false;
  /** Passed through to Gemini as it is: `max_output_tokens`, `stop_sequences`, … */
  generationConfig: TurnSettings['generationConfig'];
  /** How strictly Gemini filters each kind of harm, in the wire's words; Gemini's default where none is set. */
  safetySettings: TurnSettings['safetySettings'];
  /** `flex`, `standard`, `priority` or `deferred`: what an answer costs and how soon it comes. */
  serviceTier: NonNullable<TurnSettings['serviceTier']> = '';
  /** Gemini's own tools, such as `{ type: 'google_search' }`. */
  tools: NonNullable<TurnSettings['tools']> = [];
  /** Functions of the page that the model may call. */
  functions: readonly PageFunction[] = [];
  /** The form of the answer: JSON by a schema, an image, sound, video. JSON comes back as `message.data`. */
  responseFormat: TurnSettings['responseFormat'];
  /** The server keeps nothing: each turn brings the whole conversation, as the chat holds it. */
  stateless = false;
  /** Answers are made on the server whether or not somebody listens; for agents and long work. */
  background = false;

  /** The title above the conversation; also names the chat for screen readers. */
  heading = '';
  /** The level of `heading`, 1 to 5; headings in answers come below it. */
  headingLevel = 2;
  /** What the empty message box says. */
  placeholder = '';
  /** `auto` follows the page's `color-scheme`. */
  theme: 'auto' | 'light' | 'dark' = 'auto';
  /** `off` takes no files. */
  attachments: 'on' | 'off' = 'on';
  /** The files that may be attached, as for `<input accept>`; what Gemini reads where none is set. */
  accept = '';
  /** Bytes that one file may have; what the backend takes where none is set. */
  maxFileBytes: number | undefined;
  /** Files that one message may have. */
  maxFiles = 10;
  /** Origins, with optional path prefixes, whose images in answers show without a click. */
  imageHosts: readonly string[] = [];
  /** Origins that relative links in answers may lead to. */
  linkHosts: readonly string[] = [];
  /** Plays answers as they are spoken; only in live sessions, which an ephemeral token opens. */
  voice = false;
  /** Offers the microphone; only in live sessions, which an ephemeral token opens. */
  voiceInput = false;
  /** Questions offered before the first message. */
  suggestions: readonly string[] = [];
}
