import { expect } from 'chai';
import { readContents } from '../../src/emulator/read-contents.js';

describe('readContents', () => {
  it('makes steps of roles and parts', () => {
    const steps = readContents([
      {
        parts: [
          { text: 'Look: ' },
          { inlineData: { mimeType: 'image/png', data: 'aGk=' } },
          { fileData: { fileUri: 'https://youtu.be/x' } },
          { fileData: { fileUri: 'https://a.example/b.pdf', mimeType: 'application/pdf' } },
        ],
      },
      {
        role: 'model',
        parts: [
          { text: 'Hm', thought: true },
          { text: ' …', thought: true },
          { text: 'It is ' },
          { text: 'a cat.' },
          { executableCode: { language: 'PYTHON', code: 'print(1)' } },
          { codeExecutionResult: { outcome: 'OUTCOME_OK', output: '1' } },
        ],
      },
      { role: 'user', parts: [{ text: 'Thanks' }] },
    ]);
    expect(steps).to.deep.equal([
      {
        type: 'user_input',
        content: [
          { type: 'text', text: 'Look: ' },
          { type: 'image', mime_type: 'image/png', data: 'aGk=' },
          { type: 'video', uri: 'https://youtu.be/x' },
          { type: 'document', mime_type: 'application/pdf', uri: 'https://a.example/b.pdf' },
        ],
      },
      {
        type: 'thought',
        summary: [
          { type: 'text', text: 'Hm' },
          { type: 'text', text: ' …' },
        ],
      },
      {
        type: 'model_output',
        content: [
          { type: 'text', text: 'It is ' },
          { type: 'text', text: 'a cat.' },
        ],
      },
      { type: 'code_execution_call', id: 'code-3', arguments: { language: 'python', code: 'print(1)' } },
      { type: 'code_execution_result', call_id: 'code-3', result: '1', is_error: false },
      { type: 'user_input', content: [{ type: 'text', text: 'Thanks' }] },
    ]);
  });

  it('answers calls by their id, else by their name in order', () => {
    const steps = readContents([
      {
        role: 'model',
        parts: [
          { functionCall: { name: 'f', args: { n: 1 } }, thoughtSignature: 's' },
          { functionCall: { name: 'f', args: { n: 2 } } },
          { functionCall: { id: 'own', name: 'g' } },
        ],
      },
      {
        role: 'user',
        parts: [
          { functionResponse: { id: 'own', name: 'g', response: { error: 'no' } } },
          { functionResponse: { name: 'f', response: { output: 'one' } } },
          { functionResponse: { name: 'f', response: { sum: 2 } } },
        ],
      },
    ]);
    expect(steps.slice(0, 3)).to.deep.equal([
      { type: 'function_call', id: 'call-1', name: 'f', arguments: { n: 1 }, signature: 's' },
      { type: 'function_call', id: 'call-2', name: 'f', arguments: { n: 2 } },
      { type: 'function_call', id: 'own', name: 'g', arguments: {} },
    ]);
    expect(steps.slice(3)).to.deep.equal([
      { type: 'function_result', call_id: 'own', name: 'g', result: 'no', is_error: true },
      { type: 'function_result', call_id: 'call-1', name: 'f', result: 'one' },
      { type: 'function_result', call_id: 'call-2', name: 'f', result: { sum: 2 } },
    ]);
  });
});
