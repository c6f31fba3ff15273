import type { WireObject } from '../../src/protocol/wire-object.js';

const weather = {
  type: 'function',
  name: 'get_weather',
  description: 'Tells the weather of a place',
  parameters: { type: 'object', properties: { location: { type: 'string' } }, required: ['location'] },
};

/** A request that a built-in scene answers. */
export interface SceneCase {
  readonly scene: string;
  readonly prompt: unknown;
  readonly more?: WireObject;
  /** What the text of the answer holds. */
  readonly says: RegExp;
}

const picture = { type: 'image', mime_type: 'image/png', data: 'aGVsbG8=' };
const tools = [weather];

/** A request for each scene that answers one by itself and in full. */
export const sceneCases: readonly SceneCase[] = [
  { scene: 'greeting', prompt: 'Hello!', says: /emulator/ },
  { scene: 'default', prompt: 'Why is the sky blue?', says: /You wrote: “Why is the sky blue\\\?”/ },
  { scene: 'thinking', prompt: 'Show me your thinking', says: /seven crossings/ },
  { scene: 'long thoughts', prompt: 'long thoughts', says: /two dozen/ },
  { scene: 'only thoughts', prompt: 'only thoughts', says: /^$/ },
  { scene: 'thought with image', prompt: 'thoughts with a picture', says: /nine leaves/ },
  { scene: 'markdown', prompt: 'markdown please', says: /- \[ \] Repair/ },
  { scene: 'table', prompt: 'A table, please.', says: /\| WebSocket \|/ },
  { scene: 'long', prompt: 'Write a long answer', says: /reaches your screen/ },
  { scene: 'hops', prompt: 'in three hops', says: /reaches your screen/ },
  { scene: 'code', prompt: 'some code', says: /```python/ },
  { scene: 'right-to-left', prompt: 'Answer in Arabic', says: /اليمين/ },
  { scene: 'hebrew', prompt: 'Hebrew', says: /שלום/ },
  { scene: 'unicode', prompt: 'emoji', says: /👨‍👩‍👧‍👦/ },
  { scene: 'everything', prompt: 'everything', says: /## What may go wrong/ },
  { scene: 'echo', prompt: 'echo **a** <b>', says: /^\*\*a\*\* <b>$/ },
  { scene: 'how ai works', prompt: 'How does AI work?', says: /machine learning/ },
  { scene: 'joke', prompt: 'Tell me a joke', says: /Halloween/ },
  { scene: 'haiku', prompt: 'a haiku', says: /noon/ },
  { scene: 'story', prompt: 'Write a story about a magic backpack.', says: /Mira/ },
  { scene: 'capital', prompt: 'What is the capital of France?', says: /Paris/ },
  { scene: 'who are you', prompt: 'Are you real?', says: /emulator/ },
  { scene: 'persona', prompt: 'Hi', more: { system_instruction: 'Your name is Neko.' }, says: /Neko/ },
  { scene: 'pets', prompt: 'I have 2 dogs', says: /2 dogs/ },
  { scene: 'paws', prompt: 'How many paws are there?', says: /not told me/ },
  { scene: 'introduction', prompt: 'My name is Maya', says: /Maya/ },
  { scene: 'memory', prompt: 'What is my name?', says: /not told me/ },
  { scene: 'search', prompt: 'search', says: /café/ },
  { scene: 'url context', prompt: 'Summarize https://a.example/b, please', says: /opens no pages/ },
  { scene: 'code execution', prompt: 'Run some code', says: /24,133/ },
  { scene: 'failing code', prompt: 'failing code', says: /stopped with an error/ },
  { scene: 'plot', prompt: 'plot', says: /88 in May/ },
  { scene: 'maps', prompt: 'maps', says: /Café am Hafen/ },
  { scene: 'file search', prompt: 'search my files', says: /Rückporto/ },
  { scene: 'mcp server', prompt: 'mcp', says: /seven ferns/ },
  { scene: 'retrieval', prompt: 'retrieval', says: /within 30 days/ },
  { scene: 'processing', prompt: 'processing', says: /several passes/ },
  { scene: 'research', prompt: 'deep research', says: /65,536/ },
  { scene: 'image', prompt: 'Draw a plant', says: /a plant in its pot/ },
  { scene: 'image edit', prompt: [{ type: 'text', text: 'Add a frame' }, picture], says: /with a frame/ },
  { scene: 'big image', prompt: 'big image', says: /5\.\d MB/ },
  { scene: 'audio', prompt: 'play a tune', says: /no voice/ },
  { scene: 'transcript', prompt: 'a sample transcript', says: /Saltmarsh café/ },
  { scene: 'dialogue', prompt: 'podcast', says: /Sam/ },
  { scene: 'video', prompt: 'make a video', says: /balloon/ },
  { scene: 'document', prompt: 'make a pdf', says: /a page as PDF/ },
  { scene: 'slow', prompt: '/slow', says: /long silence/ },
  { scene: 'truncated', prompt: 'truncated', says: /read more/ },
  { scene: 'empty', prompt: 'empty', says: /^$/ },
  { scene: 'nothing', prompt: 'nothing', says: /^$/ },
  { scene: 'status', prompt: 'status budget exceeded', says: /is whole/ },
  { scene: 'output error', prompt: 'output error', says: /first half/ },
  { scene: 'repeated question', prompt: 'repeated question', says: /your question/ },
  { scene: 'answered call', prompt: 'answered call', says: /41 cm/ },
  { scene: 'unknown step', prompt: 'unknown step', says: /weather_simulation/ },
  { scene: 'unknown content', prompt: 'unknown content', says: /does not exist/ },
  { scene: 'unknown annotation', prompt: 'unknown annotation', says: /unknown kind/ },
  { scene: 'broken json', prompt: 'broken json', says: /and so on$/ },
  {
    scene: 'json',
    prompt: 'A person',
    more: { response_format: { type: 'text', mime_type: 'application/json', schema: { type: 'object' } } },
    says: /^\{\}$/,
  },
  { scene: 'function call', prompt: 'Weather in Oslo?', more: { tools }, says: /^$/ },
  { scene: 'endless calls', prompt: 'call forever', more: { tools }, says: /^$/ },
  { scene: 'unknown function', prompt: 'unknown function', says: /^$/ },
  { scene: 'wrong arguments', prompt: 'wrong arguments', more: { tools }, says: /^$/ },
  { scene: 'nothing to call', prompt: 'call all functions', says: /no function/ },
  {
    scene: 'computer use',
    prompt: 'Go to https://a.example/',
    more: { tools: [{ type: 'computer_use', environment: 'browser' }] },
    says: /^$/,
  },
  {
    scene: 'attachments',
    prompt: [{ type: 'text', text: 'What is this?' }, picture],
    says: /an image \(`image\/png`\), 5 bytes/,
  },
];
