import { expect } from 'chai';
import { FakeGemini, post, postTo, readError } from './fake-gemini.js';
import { sealId } from './seal-id.js';

const google = 'https://generativelanguage.googleapis.com/v1beta';

describe('a request that repeats a conversation', () => {
  const text = { type: 'text', text: 'x' };
  const long: readonly [string, (count: number) => Request, string][] = [
    [
      'steps',
      (count) =>
        post({ input: Array.from({ length: count }, () => ({ type: 'user_input', content: [text] })) }),
      'input',
    ],
    ['contents', (count) => post({ input: Array.from({ length: count }, () => text) }), 'input'],
    [
      'contents of generateContent',
      (count) =>
        postTo('/models/gemini-3.5-flash:generateContent', {
          contents: Array.from({ length: count }, () => ({ role: 'user', parts: [{ text: 'x' }] })),
        }),
      'contents',
    ],
  ];
  for (const [what, request, field] of long) {
    it(`may have as many ${what} as the site allows, and no more`, async () => {
      const gemini = new FakeGemini();
      const handler = gemini.handler({ maxSteps: 3 });
      expect((await handler(request(3))).status).to.equal(200);
      const refused = await handler(request(4));
      expect(refused.status).to.equal(400);
      expect((await readError(refused)).message).to.equal(
        `The field "${field}" has more than the 3 entries that are allowed here.`,
      );
      expect((await gemini.handler()(request(1000))).status).to.equal(200);
      expect((await gemini.handler()(request(1001))).status).to.equal(400);
      expect(gemini.calls.length).to.equal(2);
    });
  }

  it("may have files in any step of the model's, as long as they are the visitor's", async () => {
    const gemini = new FakeGemini();
    const handler = gemini.handler();
    const sealed = await sealId('file', 'o3s42u5uu1z2');
    const [uri, name] = [`${google}/files/${sealed}`, `files/${sealed}`];
    const step = (file: object) => ({ type: 'step_of_tomorrow', inner: [{ deep: { ...file } }] });
    const bare = {
      uri: `${google}/files/o3s42u5uu1z2`,
      name: 'files/o3s42u5uu1z2',
    };
    expect((await handler(post({ input: [step({ uri, name })] }))).status).to.equal(200);
    expect(gemini.calls[0]?.body).to.deep.include({ input: [step(bare)] });
    for (const file of [{ uri: bare.uri }, { name: bare.name }]) {
      const [field] = Object.keys(file);
      const refused = await handler(post({ input: [step(file)] }));
      expect(refused.status).to.equal(404);
      expect((await readError(refused)).message).to.include(`"input.0.inner.0.deep.${field}"`);
    }
    const data = { type: 'function_call', id: 'c', name: 'look', arguments: { ...bare } };
    const result = { type: 'function_result', call_id: 'c', result: { ...bare } };
    expect((await handler(post({ input: [data, result] }))).status).to.equal(200);
    expect(gemini.calls.at(-1)?.body).to.deep.include({ input: [data, result] });
  });
});
