import { measureSizes } from './measure-sizes.js';
import { measureStream } from './measure-stream.js';

/** What can be measured, by the name given on the command line; all on the built files. */
const benchmarks = {
  sizes: { about: 'bytes of the built files, plain, gzip and brotli', run: measureSizes },
  stream: { about: 'a long answer streamed into the chat, beside plain text in a <pre>', run: measureStream },
};

const [name = ''] = process.argv.slice(2);
const benchmark = Object.entries(benchmarks).find(([known]) => known === name)?.[1];

if (benchmark) {
  console.table(await benchmark.run());
} else {
  console.log('Build first (npm run build), then: npm run bench -- NAME');
  for (const [known, { about }] of Object.entries(benchmarks)) console.log(`  ${known.padEnd(8)}${about}`);
  process.exitCode = name ? 1 : 0;
}
