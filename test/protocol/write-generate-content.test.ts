import { expect } from 'chai';
import { ChatError } from '../../src/protocol/chat-error.js';
import { writeGenerateContent } from '../../src/protocol/write-generate-content.js';

/** What is asked besides the conversation, and how it is written. */
const settings: readonly (readonly [
  name: string,
  request: Record<string, unknown>,
  body: Record<string, unknown>,
])[] = [
  ['nothing', {}, {}],
  [
    'what belongs to the way and not to the question',
    { model: 'm', stream: true, store: false, background: false },
    {},
  ],
  [
    'an instruction',
    { system_instruction: 'Be brief' },
    { systemInstruction: { parts: [{ text: 'Be brief' }] } },
  ],
  [
    'limits and sampling',
    {
      generation_config: {
        max_output_tokens: 9,
        stop_sequences: ['x'],
        seed: 1,
        temperature: 0,
        top_p: 0.5,
        top_k: 3,
      },
    },
    {
      generationConfig: {
        maxOutputTokens: 9,
        stopSequences: ['x'],
        seed: 1,
        temperature: 0,
        topP: 0.5,
        topK: 3,
      },
    },
  ],
  [
    'thinking',
    { generation_config: { thinking_level: 'low', thinking_summaries: 'auto' } },
    { generationConfig: { thinkingConfig: { thinkingLevel: 'LOW', includeThoughts: true } } },
  ],
  ['no thoughts', { generation_config: { thinking_summaries: 'none' } }, {}],
  [
    'JSON by a schema',
    { response_format: { type: 'text', schema: { type: 'object' } } },
    { generationConfig: { responseMimeType: 'application/json', responseJsonSchema: { type: 'object' } } },
  ],
  [
    'a picture',
    { response_format: { type: 'image', mime_type: 'image/png', aspect_ratio: '16:9', image_size: '2K' } },
    {
      generationConfig: {
        responseModalities: ['IMAGE'],
        imageConfig: { aspectRatio: '16:9', imageSize: '2K' },
      },
    },
  ],
  [
    'a picture and text',
    { response_format: [{ type: 'text' }, { type: 'image' }] },
    { generationConfig: { responseModalities: ['TEXT', 'IMAGE'] } },
  ],
  [
    'a voice',
    {
      response_format: { type: 'audio' },
      generation_config: { speech_config: [{ voice: 'Kore', language: 'en-US' }] },
    },
    {
      generationConfig: {
        responseModalities: ['AUDIO'],
        speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName: 'Kore' } }, languageCode: 'en-US' },
      },
    },
  ],
  [
    'two voices',
    {
      generation_config: { speech_config: { speakers: [{ speaker: 'A', voice: 'Kore' }, { speaker: 'B' }] } },
    },
    {
      generationConfig: {
        speechConfig: {
          multiSpeakerVoiceConfig: {
            speakerVoiceConfigs: [
              { speaker: 'A', voiceConfig: { prebuiltVoiceConfig: { voiceName: 'Kore' } } },
              { speaker: 'B' },
            ],
          },
        },
      },
    },
  ],
  [
    'the earlier fields for form',
    {
      response_modalities: ['text', 'image'],
      response_mime_type: 'text/plain',
      generation_config: { image_config: { image_size: '1K' } },
    },
    {
      generationConfig: {
        responseModalities: ['TEXT', 'IMAGE'],
        responseMimeType: 'text/plain',
        imageConfig: { imageSize: '1K' },
      },
    },
  ],
  [
    'functions, all in one tool',
    {
      tools: [
        { type: 'function', name: 'a', description: 'A', parameters: { type: 'object' } },
        { type: 'function', name: 'b' },
      ],
    },
    {
      tools: [
        {
          functionDeclarations: [
            { name: 'a', description: 'A', parametersJsonSchema: { type: 'object' } },
            { name: 'b' },
          ],
        },
      ],
    },
  ],
  [
    'tools of the server',
    {
      tools: [
        { type: 'google_search', search_types: ['web_search', 'image_search'] },
        { type: 'url_context' },
        { type: 'code_execution' },
        { type: 'google_maps', latitude: 52.5, longitude: 13.4, enable_widget: true },
        { type: 'file_search', file_search_store_names: ['s'], top_k: 2, metadata_filter: 'a=1' },
        { type: 'computer_use', environment: 'browser', excluded_predefined_functions: ['x'] },
      ],
    },
    {
      tools: [
        { googleSearch: { searchTypes: { webSearch: {}, imageSearch: {} } } },
        { urlContext: {} },
        { codeExecution: {} },
        { googleMaps: { enableWidget: true } },
        { fileSearch: { fileSearchStoreNames: ['s'], metadataFilter: 'a=1', topK: 2 } },
        { computerUse: { environment: 'ENVIRONMENT_BROWSER', excludedPredefinedFunctions: ['x'] } },
      ],
      toolConfig: { retrievalConfig: { latLng: { latitude: 52.5, longitude: 13.4 } } },
    },
  ],
  [
    'functions beside tools of the server',
    { tools: [{ type: 'google_search' }, { type: 'function', name: 'a' }] },
    {
      tools: [{ functionDeclarations: [{ name: 'a' }] }, { googleSearch: {} }],
      toolConfig: { includeServerSideToolInvocations: true },
    },
  ],
  [
    'that functions must be called',
    { generation_config: { tool_choice: 'any' } },
    { toolConfig: { functionCallingConfig: { mode: 'ANY' } } },
  ],
  [
    'which functions may be called',
    { generation_config: { tool_choice: { allowed_tools: { mode: 'validated', tools: ['a'] } } } },
    { toolConfig: { functionCallingConfig: { mode: 'VALIDATED', allowedFunctionNames: ['a'] } } },
  ],
  [
    'filters',
    { safety_settings: [{ type: 'hate_speech', threshold: 'block_none', method: 'probability' }] },
    { safetySettings: [{ category: 'HARM_CATEGORY_HATE_SPEECH', threshold: 'BLOCK_NONE' }] },
  ],
  ['a tier', { service_tier: 'flex' }, { serviceTier: 'flex' }],
  [
    'labels, a cache and the rest of an answer',
    { labels: { a: 'b' }, cached_content: 'cachedContents/x', continuation_token: 't' },
    { labels: { a: 'b' }, cachedContent: 'cachedContents/x', continuationToken: 't' },
  ],
];

/** What generateContent has no counterpart for, by the words with which it is refused. */
const refused: readonly (readonly [words: string, request: Record<string, unknown>])[] = [
  ['agent', { agent: 'deep-research' }],
  ['background', { background: true }],
  ['environment', { environment: 'remote' }],
  ['webhook_config', { webhook_config: { uris: [] } }],
  ['previous_interaction_id', { previous_interaction_id: 'x' }],
  ['hologram', { hologram: 1 }],
  ['mcp_server', { tools: [{ type: 'mcp_server', url: 'https://a' }] }],
  ['retrieval', { tools: [{ type: 'retrieval' }] }],
  ['enterprise_web_search', { tools: [{ type: 'google_search', search_types: ['enterprise_web_search'] }] }],
  ['video', { response_format: { type: 'video' } }],
  ['sample_rate', { response_format: { type: 'audio', sample_rate: 8000 } }],
  ['address', { response_format: { type: 'image', delivery: 'uri' } }],
  ['transcription_config', { generation_config: { transcription_config: {} } }],
  ['severity', { safety_settings: [{ type: 'x', threshold: 'y', method: 'severity' }] }],
  ['deferred', { service_tier: 'deferred' }],
  ['nothing', { input: '' }],
  ['nothing', { input: [] }],
  ['neither data nor uri', { input: [{ type: 'image' }] }],
  ['No call is known', { input: [{ type: 'function_result', call_id: 'x', result: 'y' }] }],
];

describe('a request to generateContent', () => {
  for (const [name, request, body] of settings) {
    it(`asks for ${name}`, () => {
      const written = writeGenerateContent({ input: 'Hi', ...request });
      expect(written).to.deep.equal({ contents: [{ role: 'user', parts: [{ text: 'Hi' }] }], ...body });
    });
  }

  for (const [words, request] of refused) {
    it(`is refused with the word “${words}” for ${JSON.stringify(request)}`, () => {
      const write = () => writeGenerateContent({ input: 'Hi', ...request });
      expect(write).to.throw(ChatError, words).with.property('code', 'invalid-request');
    });
  }
});
