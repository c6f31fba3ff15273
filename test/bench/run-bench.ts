import { measureCluster } from './cluster/measure-cluster.js';
import { measureMarkdown } from './measure-markdown.js';
import { measureSizes } from './measure-sizes.js';
import { measureStream } from './measure-stream.js';

interface Benchmark {
  readonly about: string;
  run(words: readonly string[]): Promise<void>;
}

/** What can be measured, by the name given on the command line. */
const benchmarks: Readonly<Record<string, Benchmark>> = {
  sizes: {
    about: 'bytes of the built files, plain, gzip and brotli',
    run: async () => console.table(measureSizes()),
  },
  stream: {
    about: 'a long answer streamed into the built chat, beside plain text in a <pre>',
    run: async () => console.table(await measureStream()),
  },
  markdown: {
    about:
      'answers streamed into the markdown renderer, beside other renderers and a floor\n' +
      '          [--quick | --full] [--rounds N] [--only NAME,NAME] [--corpus NAME,NAME] [--vsync]',
    run: measureMarkdown,
  },
  cluster: {
    about:
      'two backends behind nginx with one Redis: what holds across them, and what many streams cost\n' +
      '          [--streams N] [--pieces N] [--pace MILLISECONDS] [--rounds N]',
    run: measureCluster,
  },
};

const [name = '', ...words] = process.argv.slice(2);
const benchmark = benchmarks[name];

if (benchmark) {
  await benchmark.run(words);
} else {
  console.log('npm run bench -- NAME; sizes and stream need what npm run build makes.');
  for (const [known, { about }] of Object.entries(benchmarks)) console.log(`  ${known.padEnd(10)}${about}`);
  process.exitCode = name ? 1 : 0;
}
