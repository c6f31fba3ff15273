import { expect } from 'chai';
import { listObjects } from '../../src/emulator/list-objects.js';
import { contentOf, fieldsOf, textField } from '../../src/emulator/read-step.js';
import type { Step } from '../../src/protocol/step.js';
import type { WireObject } from '../../src/protocol/wire-object.js';
import { askStream, createStill, textOfSteps } from './ask-emulator.js';

async function ask(prompt: unknown, more: WireObject = {}): Promise<readonly Step[]> {
  return (await askStream(createStill(), prompt, more)).steps;
}

function fieldsOfType(steps: readonly Step[], type: string): WireObject[] {
  return steps.filter((step) => step.type === type).map(fieldsOf);
}

function annotationsOf(steps: readonly Step[]): WireObject[] {
  return steps.flatMap(contentOf).flatMap((content) => listObjects(content['annotations']));
}

const uses: readonly (readonly [tool: string, prompt: string, declared: WireObject])[] = [
  ['url_context', 'What does https://a.example/ say?', { type: 'url_context' }],
  ['code_execution', 'What is the sum of the first 50 prime numbers?', { type: 'code_execution' }],
  ['google_maps', 'Is there a café nearby?', { type: 'google_maps' }],
  ['file_search', 'What do our documents say about returns?', { type: 'file_search' }],
  ['mcp_server_tool', 'Is the fern in stock?', { type: 'mcp_server', name: 'shop' }],
  ['retrieval', 'Look up the return policy', { type: 'retrieval' }],
  ['google_search', 'Who won the euro 2024?', { type: 'google_search' }],
];

describe('the tools that Gemini brings', () => {
  for (const [tool, prompt, declared] of uses) {
    it(`${tool}: used for “${prompt}” where it is declared, and only there`, async () => {
      const steps = await ask(prompt, { tools: [declared] });
      const types = steps.map(({ type }) => type);
      expect(types).to.deep.equal(['thought', `${tool}_call`, `${tool}_result`, 'model_output']);
      const [call] = fieldsOfType(steps, `${tool}_call`);
      const [result] = fieldsOfType(steps, `${tool}_result`);
      expect(result?.['call_id']).to.equal(call?.['id']).and.not.equal(undefined);
      expect((await ask(prompt)).map(({ type }) => type)).to.deep.equal(['thought', 'model_output']);
    });
  }

  it('tells what became of each page', async () => {
    const urls = [
      'https://a.example/',
      'https://b.example/paywall',
      'https://c.example/missing',
      'https://unsafe.example',
    ];
    const steps = await ask(`Read ${urls.join(', ')}.`);
    const [call] = fieldsOfType(steps, 'url_context_call');
    expect(call?.['arguments']).to.deep.equal({ urls });
    const [result] = fieldsOfType(steps, 'url_context_result');
    expect(result).to.have.property('is_error', false);
    expect(listObjects(result?.['result'])).to.deep.equal([
      { url: urls[0], status: 'success' },
      { url: urls[1], status: 'paywall' },
      { url: urls[2], status: 'error' },
      { url: urls[3], status: 'unsafe' },
    ]);
    expect(annotationsOf(steps).map(({ url }) => url)).to.deep.equal([urls[0]]);
  });

  it('marks a reading of which nothing came as failed', async () => {
    const steps = await ask('Read https://a.example/404');
    expect(fieldsOfType(steps, 'url_context_result')[0]).to.have.property('is_error', true);
  });

  for (const [count, sum] of [
    [1, '2'],
    [10, '129'],
    [50, '5,117'],
  ] as const) {
    it(`adds up ${count} prime numbers rightly`, async () => {
      const steps = await ask(`Run code: the sum of the first ${count} primes`);
      expect(textOfSteps(steps)).to.contain(`**${sum}**`);
      expect(fieldsOfType(steps, 'code_execution_result')[0]?.['result']).to.equal(
        `${sum.replace(',', '')}\n`,
      );
    });
  }

  it('runs a program that fails, then a better one', async () => {
    const results = fieldsOfType(await ask('Run failing code'), 'code_execution_result');
    expect(results.map((result) => result['is_error'])).to.deep.equal([true, false]);
    expect(results[0]?.['result']).to.contain('TypeError');
    expect(new Set(results.map((result) => result['call_id']))).to.have.property('size', 2);
  });

  it('shows places with reviews, and a widget where one is wanted', async () => {
    const tools = [{ type: 'google_maps', enable_widget: true }];
    const steps = await ask('Where can I get coffee?', { tools });
    const [result] = listObjects(fieldsOfType(steps, 'google_maps_result')[0]?.['result']);
    expect(result?.['widget_context_token']).to.be.a('string');
    expect(listObjects(result?.['places'])).to.have.length(3);
    const [first] = annotationsOf(steps);
    expect(first).to.have.property('type', 'place_citation');
    expect(listObjects(first?.['review_snippets'])).to.have.length(2);
    const [plain] = listObjects(fieldsOfType(await ask('maps'), 'google_maps_result')[0]?.['result']);
    expect(plain).not.to.have.property('widget_context_token');
  });

  it('cites pages of a file in the store that the request names', async () => {
    const tools = [{ type: 'file_search', file_search_store_names: ['fileSearchStores/mine'] }];
    const annotations = annotationsOf(await ask('What does the handbook say?', { tools }));
    expect(annotations.map(({ page_number: page }) => page)).to.deep.equal([4, 5]);
    expect(annotations[0]).to.deep.include({
      type: 'file_citation',
      document_uri: 'fileSearchStores/mine/documents/handbook',
      file_name: 'handbook.pdf',
    });
  });

  it('calls the tool that an MCP server allows, by the server’s name', async () => {
    const tools = [
      { type: 'mcp_server', name: 'shop', allowed_tools: [{ mode: 'auto', tools: ['count_ferns'] }] },
    ];
    const [call] = fieldsOfType(await ask('Any ferns in stock?', { tools }), 'mcp_server_tool_call');
    expect(call).to.include({ name: 'count_ferns', server_name: 'shop' }).and.not.have.property('signature');
  });

  it('looks through a film piece by piece where the request wants that', async () => {
    const video = {
      type: 'video',
      uri: 'https://a.example/b.mp4',
      mime_type: 'video/mp4',
      processing: 'agentic',
    };
    const steps = await ask([{ type: 'text', text: 'What happens here?' }, video]);
    expect(steps.map(({ type }) => type)).to.include.members(['processing_call', 'processing_result']);
  });

  it('tells of its searches after the answer, as older models do', async () => {
    const steps = await ask('search', { model: 'gemini-2.5-flash' });
    expect(steps.map(({ type }) => type)).to.deep.equal([
      'thought',
      'model_output',
      'google_search_call',
      'google_search_result',
    ]);
  });

  it('brings eight search suggestions at once', async () => {
    const [result] = fieldsOfType(await ask('many searches'), 'google_search_result');
    const snippets = listObjects(result?.['result']).map((item) => textField(item, 'search_suggestions'));
    expect(new Set(snippets)).to.have.property('size', 8);
  });

  it('knows who won', async () => {
    const steps = await ask('Who won the euro 2024?', { tools: [{ type: 'google_search' }] });
    expect(textOfSteps(steps)).to.match(/Spain won.*England 2–1/);
    expect(annotationsOf(steps)).to.have.length(3);
  });
});
