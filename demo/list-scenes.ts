import type { DemoConnection } from './dev-backend.js';

/** A prompt that the front page sends, and what it shows. */
export interface DemoScene {
  readonly label: string;
  readonly prompt: string;
}

/** What the front page offers to try. */
export interface SceneList {
  readonly answers: readonly DemoScene[];
  readonly troubles: readonly DemoScene[];
  /** What the chat itself suggests before the first message. */
  readonly suggestions: readonly string[];
}

const markdown = 'Show me every kind of markdown';
const thinking = 'Think hard: a wolf, a goat, a cabbage and one small boat';
const article = 'Write a long article about how answers stream';
const failure = 'Show me an error';

/** Questions that the emulator has an answer for, and that Gemini can answer as well. */
const answers: readonly DemoScene[] = [
  { label: 'Thinking', prompt: thinking },
  { label: 'Every kind of markdown', prompt: markdown },
  { label: 'Code', prompt: 'Write code that counts words, in four languages' },
  { label: 'Wide table', prompt: 'Compare ways to push data to a page, in a wide table' },
  { label: 'Long answer', prompt: article },
  { label: 'Right to left', prompt: 'Give me three tips for a good question, in Arabic' },
  { label: 'Scripts and emoji', prompt: 'Show me many scripts and some emoji' },
];

/** What only the emulator does when it is asked to. */
const troubles: readonly DemoScene[] = [
  { label: 'Slow answer', prompt: 'Show me a slow answer' },
  { label: 'Breaks off', prompt: 'Show me an interrupted answer' },
  { label: 'Fails half-way', prompt: failure },
  { label: 'Error 429, wait 5 s', prompt: 'Show me error 429 after 5' },
  { label: 'Error 503', prompt: 'Show me error 503' },
  { label: 'Cut at its limit', prompt: 'Show me a truncated answer' },
  { label: 'Blocked', prompt: 'Show me a blocked answer' },
  { label: 'Empty answer', prompt: 'Show me an empty answer' },
];

/** Lists the scenes that make sense with a connection. */
export function listScenes(connection: DemoConnection['connection']): SceneList {
  const suggestions = [markdown, thinking, article];
  if (connection === 'gemini') return { answers, troubles: [], suggestions };
  return { answers, troubles, suggestions: [...suggestions, failure] };
}
