import { expect } from 'chai';
import { listObjects } from '../../src/emulator/list-objects.js';
import { contentOf, fieldsOf } from '../../src/emulator/read-step.js';
import type { WireObject } from '../../src/protocol/wire-object.js';
import { address, createRequest, createStill, foldAll, readEvents, textOfSteps } from './ask-emulator.js';

const research = { agent: 'deep-research-preview-04-2026', background: true };
const coder = { agent: 'antigravity-preview-05-2026' };

async function stream(body: WireObject, emulator = createStill()) {
  return foldAll(await readEvents(await emulator(createRequest({ ...body, stream: true }))));
}

describe('the agent scenes', () => {
  it('researches in rounds, and cites its sources', async () => {
    const { steps, status } = await stream({ ...research, input: 'Research the history of Google TPUs' });
    expect(status).to.equal('completed');
    const round = ['thought', 'google_search_call', 'google_search_result'];
    expect(steps.map(({ type }) => type)).to.deep.equal([...round, ...round, ...round, 'model_output']);
    const ids = steps.filter(({ type }) => type === 'google_search_call').map((step) => fieldsOf(step)['id']);
    expect(new Set(ids)).to.have.property('size', 3);
    const annotations = steps.flatMap(contentOf).flatMap((content) => listObjects(content['annotations']));
    expect(annotations).to.have.length.greaterThan(6);
    expect(textOfSteps(steps)).to.match(/^# The history of Google’s TPUs/);
  });

  it('says so when it was asked for something else', async () => {
    const { steps } = await stream({ ...research, input: 'Research the price of butter' });
    expect(textOfSteps(steps)).to.match(/^\*The emulator cannot research what you asked for/);
  });

  it('keeps its thoughts to itself where the request wants that', async () => {
    const { steps } = await stream({
      ...research,
      agent_config: { type: 'deep-research', thinking_summaries: 'none' },
      input: 'Research TPUs',
    });
    const thoughts = steps.filter(({ type }) => type === 'thought').map(fieldsOf);
    expect(thoughts).to.have.length(3);
    for (const thought of thoughts)
      expect(thought).to.have.property('signature').and.not.have.property('summary');
  });

  it('proposes a plan first where the plan is to be agreed on', async () => {
    const emulator = createStill();
    const more = { ...research, agent_config: { type: 'deep-research', collaborative_planning: true } };
    const plan = await stream({ ...more, input: 'Research TPUs' }, emulator);
    expect(textOfSteps(plan.steps)).to.contain('Shall I start');
    const report = await stream({ ...more, input: 'Go ahead', previous_interaction_id: plan.id }, emulator);
    expect(report.steps).to.have.length.greaterThan(9);
  });

  it('is at work for a while before anything can be seen', async () => {
    let now = 0;
    const emulator = createStill({ pace: 10, clock: () => new Date(now) });
    const response = await emulator(createRequest({ ...research, input: 'Research TPUs' }));
    const { id, status } = await response.json();
    expect(status).to.equal('in_progress');
    const look = async () => {
      const found = await emulator(`${address}/${id}`, { headers: { 'x-goog-api-key': 'any' } });
      const body: { status: string; steps: unknown[] } = await found.json();
      return body;
    };
    now += 1000;
    expect(await look()).to.have.property('status', 'in_progress');
    now += 60_000;
    const done = await look();
    expect(done.status).to.equal('completed');
    expect(textOfSteps(done.steps)).to.contain('Ironwood');
  });

  it('works on a computer of its own: looks around, writes, runs, reports', async () => {
    const { steps } = await stream({ ...coder, environment: 'remote', input: 'Please fix the tests' });
    const calls = steps.filter(({ type }) => type === 'code_execution_call').map(fieldsOf);
    const languages = calls.map(({ arguments: given }) => listObjects([given])[0]?.['language']);
    expect(languages).to.deep.equal(['bash', 'bash', 'python']);
    expect(textOfSteps(steps)).to.contain('```diff');
  });

  it('is told apart from an agent that fails on purpose', async () => {
    const response = await createStill()(createRequest({ ...coder, input: 'error 503' }));
    expect(response.status).to.equal(503);
  });
});
