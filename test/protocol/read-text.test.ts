import { expect } from 'chai';
import { readText } from '../../src/protocol/read-text.js';
import type { Step } from '../../src/protocol/step.js';

describe('reading the text of a reply', () => {
  const said = (...texts: string[]): Step => ({
    type: 'model_output',
    content: texts.map((text) => ({ type: 'text', text })),
  });
  const cases: [title: string, steps: Step[], text: string][] = [
    ['nothing when nothing was said', [], ''],
    ['all texts of all outputs in order', [said('a', 'b'), { type: 'thought' }, said('c')], 'abc'],
    [
      'no thoughts and no questions',
      [
        { type: 'thought', summary: [{ type: 'text', text: 'T' }] },
        { type: 'user_input', content: [{ type: 'text', text: 'Q' }] },
        said('A'),
      ],
      'A',
    ],
    [
      'no pictures',
      [
        {
          type: 'model_output',
          content: [
            { type: 'image', data: 'AA==' },
            { type: 'text', text: 'x' },
          ],
        },
      ],
      'x',
    ],
    [
      'a paragraph of its own for what is said after a function was called',
      [said('a'), { type: 'function_call' }, { type: 'function_result' }, said('b'), said('c')],
      'a\n\nbc',
    ],
    [
      'no empty paragraph where nothing was said before',
      [{ type: 'function_call' }, { type: 'function_result' }, said('b')],
      'b',
    ],
    ['an output without content', [{ type: 'model_output' }], ''],
    ['content that is a plain string', [{ type: 'model_output', content: 'plain' }], 'plain'],
    [
      'content of no known shape',
      [{ type: 'model_output', content: [null, 5, { type: 'text' }, { type: 'odd', text: 'x' }] }],
      '',
    ],
  ];
  for (const [title, steps, text] of cases)
    it(`finds ${title}`, () => expect(readText(steps)).to.equal(text));
});
