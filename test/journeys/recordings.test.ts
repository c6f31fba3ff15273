import { expect } from 'chai';
import { mountChat, part, until } from '../support/mount-chat.js';
import { bodyOf, cut, readShared } from '../support/shared-data.js';
import { connect, direct, stateful } from '../support/ways.js';

interface Recording {
  file: string;
  /** Absent where the exchange was recorded without it. */
  status: number | null;
  stream: boolean;
}

interface Whole {
  steps?: { type: string; content?: { text?: string }[] }[];
}

interface Piece {
  delta?: { type?: string; text?: string };
}

const ways: [name: string, size: number | 'random'][] = [
  ['byte by byte', 1],
  ['by three bytes', 3],
  ['cut at random', 'random'],
];

/** The answer that an exchange holds, read from the wire without any of the code under test. */
function answerIn(text: string, stream: boolean): string {
  if (!stream) {
    const { steps = [] }: Whole = JSON.parse(text);
    return steps
      .filter((step) => step.type === 'model_output')
      .flatMap((step) => step.content ?? [])
      .map((content) => content.text ?? '')
      .join('');
  }
  return text
    .split('\n')
    .filter((line) => line.startsWith('data: {'))
    .map((line) => {
      const { delta }: Piece = JSON.parse(line.slice(6));
      return delta?.type === 'text' ? (delta.text ?? '') : '';
    })
    .join('');
}

/** The words of an answer, which markdown may mark up but never drop; numbers of lists and addresses are no text. */
function words(text: string | null | undefined): Set<string> {
  const shown = (text ?? '').replaceAll(/\]\([^)]*\)/gu, ' ').replaceAll(/^\s*\d+\.\s/gmu, ' ');
  return new Set(shown.match(/[\p{L}\p{N}]+/gu));
}

function isSubset(part: Set<string>, whole: Set<string>): boolean {
  return [...part].every((word) => whole.has(word));
}

/** What is shown, without the marks of the sources between the words. */
function readAnswer(message: HTMLElement | undefined): string | undefined {
  const marks = [...(message?.querySelectorAll<HTMLElement>('[part="citation"]') ?? [])];
  for (const mark of marks) mark.hidden = true;
  const text = message?.innerText;
  for (const mark of marks) mark.hidden = false;
  return text;
}

describe('recorded exchanges through the whole tag', () => {
  for (const road of [stateful, direct]) {
    it(`show the answer that they hold, however the network cuts them, ${road.name}`, async function test() {
      this.timeout(120_000);
      const index = await readShared('recordings/index.json');
      if (!index) {
        console.log('Skipped: the recorded traffic is not beside the checkout.');
        this.skip();
      }
      const known: Recording[] = JSON.parse(new TextDecoder().decode(index));
      const recordings = known.filter(
        ({ file, status }) => file.startsWith('interactions/') && (status ?? 200) === 200,
      );
      let exchanges = 0;
      for (const { file, stream } of recordings) {
        const bytes = await readShared(`recordings/${file}`);
        if (!bytes) throw new Error(`The recording ${file} is missing.`);
        const expected = answerIn(new TextDecoder().decode(bytes), stream);
        for (const [way, size] of ways) {
          const type = stream ? 'text/event-stream' : 'application/json';
          const chat = await mountChat({
            ...connect(road),
            fetch: async () => new Response(bodyOf(cut(bytes, size)), { headers: { 'content-type': type } }),
          });
          const reply = await chat.send('Go');
          expect(reply.text, `${file} ${way}`).to.equal(expected);
          expect(reply.status, `${file} ${way}`).to.equal('complete');
          const wanted = words(expected);
          await until(
            () => isSubset(wanted, words(readAnswer(part(chat, 'message-model')))),
            `${file} shows its answer`,
          );
          chat.remove();
          exchanges += 1;
        }
      }
      console.log(`${recordings.length} recorded exchanges, ${exchanges} times through the tag.`);
      expect(recordings.length).to.be.greaterThan(0);
    });
  }
});
