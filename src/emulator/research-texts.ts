import { citePage, type Passage } from './compose-passages.js';

/** A round of research: what is thought, then searched for. */
interface ResearchRound {
  readonly thoughts: readonly string[];
  readonly queries: readonly string[];
}

/** How the research went. */
export const researchRounds: readonly ResearchRound[] = [
  {
    thoughts: [
      '**Planning the research**\n\nI need three things: when the chips were announced, what each generation changed, and a source of measurements that does not come from a press release.',
    ],
    queries: ['Google TPU history generations', 'first tensor processing unit announced 2016'],
  },
  {
    thoughts: [
      '**Reading the first sources**\n\nThe announcement of 2016 says that the chips had been at work for a year. The paper of 2017 measures them against the processors of their time. The two agree on the dates.',
      '**What is still missing**\n\nThe later generations. For each I look for one change that matters more than its speed: cooling, network, or what it was made for.',
    ],
    queries: [
      'In-Datacenter Performance Analysis of a Tensor Processing Unit',
      'TPU v4 optical circuit switch',
    ],
  },
  {
    thoughts: [
      '**Checking the dates**\n\nOne page dates the third generation to 2017, all others to May 2018. I follow the others.',
      '**Writing it up**\n\nI begin with the answer in one paragraph, then the generations in a table, then why the design has lasted.',
    ],
    queries: ['TPU v3 liquid cooling 2018', 'Trillium Ironwood TPU announcement'],
  },
];

/** The plan that is put to the reader first. */
export const planText = `This is how I would go about it:

1. Find when the first chip went to work, and when it was made public.
2. List the generations with the one change that mattered in each.
3. Read the paper of 2017, for measurements that are not advertising.
4. Write it up in about two pages, with a table.

Shall I start, or do you want to change something?

*The plan is prepared, as everything is that the emulator says.*`;

/** What stands before a report that was asked for with other words. */
export function writePreface(prompt: string): string {
  if (/\btpus?\b|tensor processing/i.test(prompt)) return '';
  return `*The emulator cannot research what you asked for. This is the one report that it has, so that you can see how such an answer arrives.*\n\n`;
}

const paper = citePage('https://arxiv.org/abs/1704.04760', 'arxiv.org');
const announcement = citePage(
  'https://cloud.google.com/blog/products/ai-machine-learning/google-supercharges-machine-learning-tasks-with-custom-chip',
  'cloud.google.com',
);
const overview = citePage('https://en.wikipedia.org/wiki/Tensor_Processing_Unit', 'wikipedia.org');
const switches = citePage('https://arxiv.org/abs/2304.01433', 'arxiv.org');
const ironwood = citePage(
  'https://blog.google/products/google-cloud/ironwood-tpu-age-of-inference/',
  'blog.google',
);

/** The report. */
export const reportPassages: readonly Passage[] = [
  { text: '# The history of Google’s TPUs\n\n## In short\n\n' },
  {
    text: 'Google built its first tensor processing unit because its own forecasts frightened it: if everybody searched by voice for three minutes a day, the data centres would have to double',
    remarks: [paper],
  },
  { text: '. ' },
  {
    text: 'The chip was at work from 2015, and made public in May 2016',
    remarks: [announcement, overview],
  },
  {
    text: '. Since then a new generation has come every year or two – first faster, then cooler, then joined into ever larger machines.\n\n## The beginning\n\nNeural networks are mostly multiplication: long rows of numbers times long columns of numbers. A processor for everything does that well, but it spends most of its energy on deciding what to do next. ',
  },
  {
    text: 'The first TPU is a grid of 65,536 small multipliers through which data moves in waves, like a pulse – a *systolic array*',
    remarks: [paper],
  },
  { text: '. It could only run networks, not train them. ' },
  {
    text: 'Measured on Google’s own work, it was 15 to 30 times as fast as the processors of its time, and 30 to 80 times as thrifty',
    remarks: [paper],
  },
  {
    text: '.\n\n## The generations\n\n| Generation | Year | What was new |\n|:--|:--|:--|\n| v1 | 2015 | runs networks, in whole numbers of 8 bits |\n| v2 | 2017 | trains them too; rented to everybody |\n| v3 | 2018 | cooled by water |\n| v4 | 2021 | joined by switches of light |\n| v5e, v5p | 2023 | one for thrift, one for size |\n| Trillium (v6e) | 2024 | larger multipliers |\n| Ironwood (v7) | 2025 | made for answering rather than training |\n\n',
  },
  { text: '## Why water and light\n\nFrom the third generation on the limit was heat. ' },
  { text: 'The fourth was joined by mirrors that steer beams of light', remarks: [switches] },
  {
    text: ', so that 4,096 chips can be wired anew in seconds, and a broken one is simply left out.\n\n## Today\n\n',
  },
  {
    text: 'Ironwood, shown in April 2025, is the first that was designed for the age of answers',
    remarks: [ironwood],
  },
  {
    text: ': models think for longer, and many more people ask them. The grid of multipliers from 2015 is still at its heart – naïve in its simplicity, and hard to improve on.\n\n## What this report does not know\n\nPrices, and how many chips there are: Google tells neither.\n\n---\n\n*The emulator did not research this. Report, searches and sources are prepared; the facts were right when it was written.*',
  },
];
