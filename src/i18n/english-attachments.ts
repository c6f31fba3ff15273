const number = new Intl.NumberFormat('en');
const percent = new Intl.NumberFormat('en', { style: 'percent' });
const plural = new Intl.PluralRules('en');
const names = new Intl.ListFormat('en', { type: 'conjunction' });

const files = (count: number): string =>
  `${number.format(count)} ${plural.select(count) === 'one' ? 'file' : 'files'}`;

/** The words of files that are to be sent, in English. A language has them beside its other words, under these names. */
export const englishAttachments = {
  attachments: 'Files to send',
  /** What a file is called of which nobody knows the name. */
  kind: { image: 'Image', audio: 'Sound', video: 'Video', document: 'Document' },
  removeFile: (name: string) => `Remove ${name}`,
  retryFile: 'Try again',
  retryFileLabel: (name: string) => `Try again: ${name}`,
  progressOf: (name: string) => `Progress of ${name}`,
  fileState: { waiting: 'Waiting…', reading: 'Reading…', processing: 'Being prepared…' },
  uploading: (fraction: number) => `Uploading, ${percent.format(fraction)}`,
  facts: (facts: readonly string[]) => facts.join(' · '),
  /** What may be attached, before anything is. */
  limits: (count: number, size: string) => `Attach up to ${files(count)}, ${size} each`,
  attached: (count: number) => `${files(count)} attached.`,
  preparing: (count: number) => `${files(count)} being prepared.`,
  refused: (name: string, why: string) => `${name}: ${why}`,
  waitForFiles: 'The message can be sent as soon as its files are ready.',
  failedFiles: 'A file could not be sent. Try again, or remove it.',
  leftOut: (most: number, left: readonly string[]) =>
    `A message takes ${files(most)} at most. Left out: ${names.format(left)}.`,
  moreFiles: (count: number) => `${number.format(count)} more`,
  refusals: {
    type: () => 'This kind of file cannot be sent.',
    accept: () => 'This chat does not take this kind of file.',
    binary: () => 'This is no text, though it is called one.',
    link: () => 'This link cannot be sent. Links to files and to videos on YouTube can.',
    host: (host: string) => `This chat takes no links to ${host}.`,
    size: (most: string) => `This file is too large. The limit is ${most}.`,
    total: (most: string) => `Too much for one message. Together its files may have ${most}.`,
    count: (most: string) => `There are too many files. The limit is ${most}.`,
    empty: () => 'This file is empty.',
    unreadable: () => 'This file could not be read.',
    processing: () => 'Gemini could not make anything of this file.',
    failed: () => 'This file could not be sent.',
  },
};

/** The words of files that are to be sent. */
export type AttachmentStrings = typeof englishAttachments;
