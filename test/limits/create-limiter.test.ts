import { createLimiter } from '../../src/limits/create-limiter.js';
import { limitCases, type CreateLimiter } from './limit-cases.js';

const spans = { minute: 1, day: 3, lease: 1 };

const create: CreateLimiter = (options, length) =>
  Promise.resolve(length ? createLimiter(options, undefined, spans) : createLimiter(options));

describe('what counts in the memory of a process', () => {
  for (const [sentence, prove] of limitCases) it(sentence, () => prove(create));
});
