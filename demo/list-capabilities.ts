import { agentSamples } from './samples/agent-samples.js';
import { answerSamples } from './samples/answer-samples.js';
import type { CapabilityGroup } from './samples/capability.js';
import { conversationSamples } from './samples/conversation-samples.js';
import { functionSamples } from './samples/function-samples.js';
import { generateContentSamples } from './samples/generate-content-samples.js';
import { mediaSamples } from './samples/media-samples.js';
import { toolSamples } from './samples/tool-samples.js';
import { weatherSamples } from './samples/weather-samples.js';

const sources = import.meta.glob<string>('./samples/*-samples.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** The text of a module of samples, as it is in the repository. */
function readSource(name: string): string {
  return sources[`./samples/${name}.ts`] ?? '';
}

/** All that the page shows, in its order. */
export function listCapabilities(): CapabilityGroup[] {
  return [
    {
      id: 'answers',
      title: 'Answers',
      about: 'Over the Interactions API, which is what the chat speaks unless you say otherwise.',
      capabilities: answerSamples,
      source: readSource('answer-samples'),
    },
    {
      id: 'media',
      title: 'Files and media',
      about: 'Pictures, sound, video and documents, in both directions.',
      capabilities: mediaSamples,
      source: readSource('media-samples'),
    },
    {
      id: 'tools',
      title: 'Gemini’s tools',
      about: 'They run at Google; the chat shows what was looked up and where it comes from.',
      capabilities: toolSamples,
      source: readSource('tool-samples'),
    },
    {
      id: 'page-functions',
      title: 'Your functions',
      about: 'They run in your page, with what your visitor may do and nothing more.',
      capabilities: functionSamples,
      source: readSource('function-samples'),
    },
    {
      id: 'agents',
      title: 'Agents',
      about: 'Work that takes longer than one answer.',
      capabilities: agentSamples,
      source: readSource('agent-samples'),
    },
    {
      id: 'classic',
      title: 'generateContent',
      about: 'The same chat over Gemini’s older API.',
      capabilities: generateContentSamples,
      source: readSource('generate-content-samples'),
    },
    {
      id: 'conversations',
      title: 'The conversation',
      about: 'What readers can do with it, done by a script.',
      capabilities: conversationSamples,
      source: readSource('conversation-samples'),
    },
    {
      id: 'weather',
      title: 'Bad weather',
      about: 'What goes wrong sooner or later, and how the chat takes it.',
      capabilities: weatherSamples,
      source: readSource('weather-samples'),
    },
  ];
}
