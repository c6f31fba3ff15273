const words = (
  'about above across answer because between both carry change clear close country different early either enough every ' +
  'example family follow garden however important language later letter little measure middle morning never number often ' +
  'other paper perhaps picture place question rather reason river second sentence several simple small something sometimes ' +
  'story strange study summer table thing thought through together turn under until water weather while window without word'
).split(' ');

type Pick = (from: readonly string[]) => string;

const wrappers = ['**', '*', '~~', '`'];

function writeWords(pick: Pick, amount: number): string {
  return Array.from({ length: amount }, () => pick(words)).join(' ');
}

function writeSentence(pick: Pick): string {
  const mark = pick(wrappers);
  const link = `[${writeWords(pick, 2)}](https://a.example/${pick(words)})`;
  return `${writeWords(pick, 6)} ${mark}${writeWords(pick, 2)}${mark}, ${writeWords(pick, 5)} ${link} ${writeWords(pick, 4)}.`;
}

function writeRows(pick: Pick, amount: number): string {
  return Array.from(
    { length: amount },
    () => `| ${writeWords(pick, 8)} | ${writeSentence(pick)} | ${pick(words)} |`,
  ).join('\n');
}

/** One writer for each kind of block that an answer may have. */
const kinds: readonly ((pick: Pick) => string)[] = [
  (pick) => `${pick(['#', '##', '###'])} ${writeWords(pick, 4)}`,
  (pick) => `${writeSentence(pick)} ${writeSentence(pick)}\n${writeSentence(pick)}`,
  (pick) => [1, 2, 3].map(() => `- ${writeSentence(pick)}`).join('\n'),
  (pick) =>
    [1, 2, 3].map((number) => `${number}. ${writeSentence(pick)}\n\n   ${writeSentence(pick)}`).join('\n\n'),
  (pick) =>
    `- ${writeSentence(pick)}\n  - ${writeSentence(pick)}\n    1. ${writeWords(pick, 5)}\n- [x] ${writeWords(pick, 3)}`,
  (pick) => `| a | b | c |\n|---|:-:|--:|\n${writeRows(pick, 4)}`,
  (pick) =>
    `\`\`\`${pick(['js', 'python', '', 'text'])}\n${writeWords(pick, 30)}\n\nlet ${pick(words)} = 1;\n\`\`\``,
  (pick) => `> ${writeSentence(pick)}\n>\n> - ${writeSentence(pick)}\n> - ${writeWords(pick, 3)}`,
  (pick) => `<details>\n<summary>${writeWords(pick, 3)}</summary>\n\n${writeSentence(pick)}\n\n</details>`,
  () => '---',
  (pick) => `    ${writeWords(pick, 6)}\n    ${writeWords(pick, 3)}`,
  (pick) =>
    `${writeWords(pick, 5)} ![${pick(words)}](https://i.example/${pick(words)}.png) ${writeWords(pick, 3)}`,
  (pick) => `${writeWords(pick, 3)}\n${pick(['===', '---'])}`,
];

/** An answer of at least this length that has every kind of block in it, the same for the same random numbers. */
export function writeAnswer(length: number, random: () => number): string {
  const pick: Pick = (from) => from[Math.floor(random() * from.length)] ?? '';
  const blocks: string[] = [];
  for (let size = 0; size < length; size += (blocks.at(-1)?.length ?? 0) + 2) {
    const kind = kinds[blocks.length < kinds.length ? blocks.length : Math.floor(random() * kinds.length)];
    if (kind) blocks.push(kind(pick));
  }
  return `${blocks.join('\n\n')}\n`;
}
