import { expect } from 'chai';
import { FakeGemini, makeRequest, post, readError } from './fake-gemini.js';
import { sealId } from './seal-id.js';

const secret = 'Bearer s3cret-of-the-site';
const docs = { name: 'docs', url: 'https://docs.example/mcp', headers: { authorization: secret } };
const options = { tools: ['mcp_server', 'function'], mcpServers: [docs] } as const;

describe('tool servers', () => {
  it('are reached by the address and the headers of the site', async () => {
    const gemini = new FakeGemini();
    const allowed_tools = [{ mode: 'auto', tools: ['find'] }];
    const tools = [{ type: 'mcp_server', name: 'docs', allowed_tools }];
    const response = await gemini.handler(options)(post({ input: 'x', tools }));
    expect(response.status).to.equal(200);
    expect(gemini.sent).to.deep.include({ tools: [{ type: 'mcp_server', ...docs, allowed_tools }] });
  });

  const wishes: readonly [string, object, string][] = [
    ['one that is not listed', { name: 'files' }, 'tools.0.name'],
    ['one without a name', {}, 'tools.0.name'],
    ['one with an address of a visitor', { name: 'docs', url: 'https://evil.example' }, 'tools.0.url'],
    ['one with headers of a visitor', { name: 'docs', headers: { cookie: 'x' } }, 'tools.0.headers'],
  ];
  for (const [what, fields, field] of wishes) {
    it(`do not include ${what}`, async () => {
      const gemini = new FakeGemini();
      const tools = [{ type: 'mcp_server', ...fields }];
      const response = await gemini.handler(options)(post({ input: 'x', tools }));
      expect(response.status).to.equal(400);
      expect((await readError(response)).message).to.include(`"${field}"`);
      expect(gemini.calls.length).to.equal(0);
    });
  }

  it('are an option that is told when it is forgotten', () => {
    expect(() => new FakeGemini().handler({ tools: ['mcp_server'] })).to.throw('"mcpServers"');
  });

  it('and the instruction of the site are not repeated to a visitor, though Gemini repeats them', async () => {
    const resource = {
      id: 'v1_abc',
      status: 'completed',
      system_instruction: 'Sell umbrellas.',
      tools: [
        { type: 'function', name: 'look' },
        { type: 'mcp_server', ...docs },
      ],
      steps: [{ type: 'model_output', content: [{ type: 'text', text: 'Hi' }] }],
    };
    const event = `event: interaction.completed\ndata: ${JSON.stringify({
      event_type: 'interaction.completed',
      interaction: resource,
    })}\n\n`;
    const answers: readonly (() => Response)[] = [
      () => Response.json(resource),
      () => new Response(event, { headers: { 'content-type': 'text/event-stream' } }),
    ];
    for (const answer of answers) {
      for (const request of [
        post({ input: 'x', stream: true }),
        makeRequest('GET', `/interactions/${await sealId('interaction', 'v1_abc')}`),
      ]) {
        const gemini = new FakeGemini(answer);
        const handler = gemini.handler({ ...options, background: true });
        const text = await (await handler(request)).text();
        expect(text).not.to.include(secret).and.not.to.include('docs.example');
        expect(text).not.to.include('umbrellas');
        expect(text).to.include('"name":"docs"').and.to.include('"text":"Hi"').and.to.include('look');
      }
    }
  });
});

describe('tools that a site has to name', () => {
  const named: readonly object[] = [
    { type: 'computer_use', environment: 'browser', excluded_predefined_functions: ['drag'] },
    { type: 'retrieval', retrieval_types: ['vertex_ai_search'], vertex_ai_search_config: { engine: 'e' } },
  ];
  for (const tool of named) {
    it(`pass once it did: ${JSON.stringify(tool)}`, async () => {
      const gemini = new FakeGemini();
      const tools = ['computer_use', 'retrieval'] as const;
      expect((await gemini.handler({ tools })(post({ input: 'x', tools: [tool] }))).status).to.equal(200);
      expect(gemini.sent).to.deep.include({ tools: [tool] });
    });
  }

  it('cannot be made less safe, or be given keys', async () => {
    const handler = new FakeGemini().handler({ tools: ['computer_use', 'retrieval'] });
    for (const tool of [
      { type: 'computer_use', disabled_safety_policies: ['all'] },
      { type: 'retrieval', exa_ai_search_config: { api_key: 'x' } },
    ]) {
      const response = await handler(post({ input: 'x', tools: [tool] }));
      expect((await readError(response)).code).to.equal('parameter_unknown');
    }
  });
});
