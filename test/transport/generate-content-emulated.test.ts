import { expect } from 'chai';
import { createGeminiEmulator } from '../../src/emulator/gemini-emulator.js';
import { foldEvent } from '../../src/protocol/fold-event.js';
import type { InteractionRequest } from '../../src/protocol/interaction-request.js';
import { readText } from '../../src/protocol/read-text.js';
import { emptyReply, type Reply } from '../../src/protocol/reply.js';
import type { Step } from '../../src/protocol/step.js';
import { BackendTransport } from '../../src/transport/backend-transport.js';
import { GenerateContentTransport } from '../../src/transport/generate-content-transport.js';
import type { Transport } from '../../src/transport/transport.js';

const model = 'gemini-3.5-flash';

/** Both ways to the same emulator: by Interactions and by generateContent. */
function createTransports(): { interactions: Transport; generateContent: Transport } {
  const emulator = createGeminiEmulator();
  const interactions = new BackendTransport({
    endpoint: 'https://emulator.test/v1beta',
    fetch: (request) => {
      const withKey = new Request(request);
      withKey.headers.set('x-goog-api-key', 'none');
      return emulator(withKey);
    },
  });
  return { interactions, generateContent: new GenerateContentTransport(interactions) };
}

async function ask(transport: Transport, request: InteractionRequest): Promise<Reply> {
  let reply = emptyReply;
  for await (const event of transport.send({ model, ...request }, new AbortController().signal)) {
    reply = foldEvent(reply, event);
  }
  return reply;
}

const say = (text: string): Step => ({ type: 'user_input', content: [{ type: 'text', text }] });

const weather = {
  type: 'function' as const,
  name: 'get_weather',
  description: 'The weather of a city',
  parameters: { type: 'object', properties: { location: { type: 'string' } }, required: ['location'] },
};

/** Turns that both ways must answer alike. */
const turns: readonly (readonly [name: string, request: InteractionRequest])[] = [
  ['a greeting', { input: 'Hello there' }],
  ['a long text', { input: 'Show me some markdown' }],
  [
    'thoughts',
    { input: 'Think about it', generation_config: { thinking_summaries: 'auto', thinking_level: 'high' } },
  ],
  ['a search', { input: 'search the news', tools: [{ type: 'google_search' }] }],
  ['code', { input: 'Run some code', tools: [{ type: 'code_execution' }] }],
  ['pages', { input: 'Read https://example.com', tools: [{ type: 'url_context' }] }],
  [
    'data',
    {
      input: 'A recipe',
      response_format: {
        type: 'text',
        mime_type: 'application/json',
        schema: { type: 'object', properties: { name: { type: 'string' } } },
      },
    },
  ],
  ['a limit', { input: 'Show me some markdown', generation_config: { max_output_tokens: 5 } }],
  [
    'what was said before',
    {
      input: [
        say('Hello, I have 2 dogs in my house.'),
        { type: 'model_output', content: [{ type: 'text', text: 'Nice.' }] },
        say('How many paws are in my house?'),
      ],
    },
  ],
];

describe('the same turn by both of the APIs', () => {
  for (const [name, request] of turns) {
    it(`has the same answer: ${name}`, async () => {
      const { interactions, generateContent } = createTransports();
      const one = await ask(interactions, { ...request, store: false });
      const other = await ask(generateContent, { ...request, store: false });
      expect(readText(other.steps)).to.equal(readText(one.steps)).and.to.not.equal('');
      expect([other.status, other.done, other.error]).to.deep.equal([one.status, one.done, one.error]);
    });
  }

  it('cites the same passages', async () => {
    const { interactions, generateContent } = createTransports();
    const request: InteractionRequest = { input: 'search the news', tools: [{ type: 'google_search' }] };
    const cite = async (transport: Transport) => {
      const { steps } = await ask(transport, request);
      return steps.flatMap((step) => {
        const contents = step.type === 'model_output' && Array.isArray(step.content) ? step.content : [];
        return contents.flatMap(({ annotations = [] }) => annotations);
      });
    };
    const cited = await cite(generateContent);
    expect(cited.length).to.be.greaterThan(2);
    expect(cited).to.deep.equal(await cite(interactions));
  });

  it('calls functions and goes on with what they gave back', async () => {
    const { generateContent } = createTransports();
    const tools = [weather];
    const question = say('What is the weather in Paris?');
    const asked = await ask(generateContent, { input: [question], tools });
    expect(asked.status).to.equal('requires_action');
    const results = asked.steps.flatMap((step): Step[] =>
      step.type === 'function_call' && 'id' in step
        ? [{ type: 'function_result', call_id: step.id, result: [{ type: 'text', text: 'Sunny, 21 °C' }] }]
        : [],
    );
    const input = [question, ...asked.steps, ...results];
    const answered = await ask(generateContent, { input, tools });
    expect(answered.status).to.equal('completed');
    expect(readText(answered.steps)).to.contain('21');
  });

  it('tells a refused request alike', async () => {
    const { interactions, generateContent } = createTransports();
    const fail = async (transport: Transport) => {
      try {
        return await ask(transport, { input: 'Hello', generation_config: { max_output_tokens: -1 } });
      } catch (error) {
        return error;
      }
    };
    expect(await fail(interactions)).to.have.property('code', 'invalid-request');
    expect(await fail(generateContent)).to.have.property('code', 'invalid-request');
  });
});
