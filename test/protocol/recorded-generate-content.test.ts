import { expect } from 'chai';
import { ChatError } from '../../src/protocol/chat-error.js';
import { foldEvent } from '../../src/protocol/fold-event.js';
import type { InteractionEvent } from '../../src/protocol/interaction-event.js';
import { readReportedError } from '../../src/protocol/load-error-reader.js';
import { readGenerateContentEvents } from '../../src/protocol/read-generate-content-events.js';
import { readText } from '../../src/protocol/read-text.js';
import { emptyReply, type Reply } from '../../src/protocol/reply.js';
import type { Step } from '../../src/protocol/step.js';
import { isWireObject, type WireObject } from '../../src/protocol/wire-object.js';
import { writeGenerateContent } from '../../src/protocol/write-generate-content.js';
import { collect, cutResponse, type Cut } from './cut-bytes.js';
import { hasShared, readRecording } from './recordings.js';

interface Recording {
  readonly file: string;
  readonly status: number;
  readonly bytes: Uint8Array;
  /** The answer's objects, read from the file by other means than the product's. */
  readonly chunks: readonly WireObject[];
}

/** A reply as far as it came, and the error that reading ended with. */
interface Outcome {
  readonly events: readonly InteractionEvent[];
  readonly reply: Reply;
  readonly thrown?: unknown;
}

function list(value: unknown): WireObject[] {
  return Array.isArray(value) ? value.filter(isWireObject) : [];
}

function parseAll(file: string, text: string): WireObject[] {
  if (file.endsWith('.sse')) {
    const lines = text.split('\n').filter((line) => line.startsWith('data: {'));
    return lines.flatMap((line) => list([JSON.parse(line.slice(6))]));
  }
  const value: unknown = JSON.parse(text);
  return list(Array.isArray(value) ? value : [value]);
}

async function loadRecordings(): Promise<Recording[]> {
  const index: unknown = await (await fetch('/shared/recordings/index.json')).json();
  const recordings: Recording[] = [];
  for (const { file, status } of list(index)) {
    if (typeof file !== 'string' || !file.startsWith('generatecontent')) continue;
    const bytes = await readRecording(file);
    const chunks = parseAll(file, new TextDecoder().decode(bytes));
    // One that was put among them by mistake: frames of the Live API.
    if (chunks.some((chunk) => 'serverContent' in chunk)) continue;
    recordings.push({ file, status: typeof status === 'number' ? status : 200, bytes, chunks });
  }
  return recordings;
}

async function replay({ file, status, bytes }: Recording, cut: Cut): Promise<Outcome> {
  const type = file.endsWith('.sse') ? 'text/event-stream' : 'application/json; charset=UTF-8';
  const { body } = cutResponse(bytes, cut);
  const response = new Response(body, { status, headers: { 'content-type': type } });
  const events: InteractionEvent[] = [];
  let reply = emptyReply;
  try {
    for await (const event of readGenerateContentEvents(response)) {
      events.push(event);
      reply = foldEvent(reply, event);
    }
  } catch (thrown) {
    return { events, reply, thrown };
  }
  return { events, reply };
}

/** Steps with the ids that were made here numbered, since each reading makes others. */
function numberIds(steps: readonly Step[]): unknown {
  const ids = new Map<string, string>();
  const text = JSON.stringify(steps).replaceAll(/local-call-[0-9a-f]+/g, (id) => {
    if (!ids.has(id)) ids.set(id, `local-${ids.size}`);
    return ids.get(id) ?? '';
  });
  return JSON.parse(text);
}

function listParts(chunks: readonly WireObject[]): WireObject[] {
  return chunks.flatMap(({ candidates }) =>
    list(candidates).flatMap(({ content }) => (isWireObject(content) ? list(content['parts']) : [])),
  );
}

function isPlain(part: WireObject | undefined): part is WireObject & { text: string } {
  return (
    part !== undefined &&
    typeof part['text'] === 'string' &&
    Object.keys(part).every((key) => key === 'text' || key === 'thought')
  );
}

/** The parts as they have to go back: only plain text is joined, and what is empty is left out. */
function joinParts(parts: readonly WireObject[]): WireObject[] {
  const joined: WireObject[] = [];
  for (const part of parts) {
    if (Object.keys(part).length === 0 || (isPlain(part) && part.text === '')) continue;
    const last = joined.at(-1);
    if (isPlain(part) && isPlain(last) && part['thought'] === last['thought']) {
      joined[joined.length - 1] = { ...last, text: last.text + part.text };
    } else joined.push(part);
  }
  return joined;
}

function streamsArguments(parts: readonly WireObject[]): boolean {
  return parts.some(({ functionCall: call }) => isWireObject(call) && 'willContinue' in call);
}

function listAnnotations(steps: readonly Step[]): { content: WireObject; annotation: WireObject }[] {
  return steps.flatMap((step) => {
    const { content: contents }: WireObject = { ...step };
    return list(contents).flatMap((content) =>
      list(content['annotations']).flatMap((annotation) => [{ content, annotation }]),
    );
  });
}

function isRefused({ chunks }: Recording): boolean {
  return chunks.some(({ promptFeedback }) => {
    const feedback = isWireObject(promptFeedback) ? promptFeedback : {};
    return 'blockReason' in feedback || 'blockReasonMessage' in feedback;
  });
}

function readCited({ content, annotation }: { content: WireObject; annotation: WireObject }): string {
  const bytes = new TextEncoder().encode(String(content['text']));
  const { start_index: start, end_index: end } = annotation;
  // Halves of characters would throw.
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes.slice(Number(start), Number(end)));
}

describe('recorded answers of generateContent', () => {
  let recordings: Recording[] = [];

  before(async function () {
    if (!(await hasShared())) this.skip();
    recordings = await loadRecordings();
    expect(recordings.length).to.be.greaterThan(100);
  });

  it('are read without an error that is none of ours', async () => {
    let failed = 0;
    for (const recording of recordings) {
      const { thrown, reply, events } = await replay(recording, 10_000);
      if (thrown !== undefined) {
        expect(thrown, recording.file).to.be.instanceOf(ChatError);
        expect(recording.status, recording.file).to.be.greaterThan(399);
        failed += 1;
        continue;
      }
      expect(events[0]?.event_type, recording.file).to.match(/^(?:interaction\.created|error)$/);
      expect(reply.id, recording.file).to.equal(undefined);
      const terminal = events.filter(({ event_type: type }) =>
        /^(?:interaction\.completed|error)$/.test(type),
      );
      expect(terminal.length, recording.file).to.be.lessThan(2);
    }
    expect(failed).to.equal(recordings.filter(({ status }) => status >= 400).length);
    console.log(`${recordings.length} answers read, ${failed} of them errors`);
  });

  it('give the same steps however their bytes are cut', async () => {
    const cuts: Cut[] = [1, 3, { seed: 1 }, { seed: 2 }];
    for (const recording of recordings) {
      const whole = await replay(recording, 10_000_000);
      for (const cut of cuts) {
        const { reply } = await replay(recording, cut);
        const name = `${recording.file} ${JSON.stringify(cut)}`;
        expect(numberIds(reply.steps), name).to.deep.equal(numberIds(whole.reply.steps));
        expect([reply.status, reply.usage, reply.error, reply.done], name).to.deep.equal([
          whole.reply.status,
          whole.reply.usage,
          whole.reply.error,
          whole.reply.done,
        ]);
      }
    }
  });

  it('say what their parts of text say', async () => {
    let characters = 0;
    for (const recording of recordings) {
      const { reply } = await replay(recording, 4096);
      const said = listParts(recording.chunks)
        .map(({ text, thought }) => (typeof text === 'string' && thought !== true ? text : ''))
        .join('');
      expect(readText(reply.steps), recording.file).to.equal(said);
      characters += said.length;
    }
    console.log(`${characters} characters of text`);
  });

  it('end as their last finish reason says', async () => {
    const ends = new Map<string, number>();
    for (const recording of recordings) {
      if (recording.status >= 400) continue;
      const { reply } = await replay(recording, 4096);
      const reasons = recording.chunks.flatMap(({ candidates }) =>
        list(candidates).flatMap(({ finishReason: reason }) => (reason === undefined ? [] : [reason])),
      );
      const last = reasons.at(-1);
      const calls = reply.steps.some(({ type }) => type === 'function_call');
      const code = reply.error && (await readReportedError(reply.error)).code;
      const end = reply.error ? code : reply.done ? reply.status : 'open';
      ends.set(String(end), (ends.get(String(end)) ?? 0) + 1);
      if (recording.file.includes('error-mid-stream')) expect(end, recording.file).to.equal('server-error');
      else if (last === 'STOP') {
        expect(end, recording.file).to.equal(calls ? 'requires_action' : 'completed');
      } else if (last === 'SAFETY' || last === 'RECITATION') {
        expect(end, recording.file).to.equal('blocked');
      } else if (last === 'UNEXPECTED_TOOL_CALL') expect(end, recording.file).to.equal('bad-response');
      else if (last === 'OTHER') expect(end, recording.file).to.equal('server-error');
      else if (last === undefined && isRefused(recording)) expect(end, recording.file).to.equal('blocked');
      else if (last === undefined && recording.file.endsWith('.sse')) {
        expect(end, recording.file).to.equal('open');
      }
    }
    console.log(`ends: ${JSON.stringify(Object.fromEntries(ends))}`);
  });

  it('hold at most one result for a call', async () => {
    let results = 0;
    for (const recording of recordings) {
      const { reply } = await replay(recording, 4096);
      const ids = reply.steps.flatMap((step) => ('call_id' in step ? [step.call_id] : []));
      expect(new Set(ids).size, recording.file).to.equal(ids.length);
      for (const id of ids) {
        expect(reply.steps.filter((step) => 'id' in step && step.id === id).length, recording.file).to.equal(
          1,
        );
      }
      results += ids.length;
    }
    expect(results).to.be.greaterThan(10);
    console.log(`${results} results of the server's tools`);
  });

  it('cite the words that they name', async () => {
    let checked = 0;
    for (const recording of recordings) {
      const { reply } = await replay(recording, 4096);
      const cited = listAnnotations(reply.steps).map(readCited);
      const whole = readText(reply.steps);
      for (const { candidates } of recording.chunks) {
        for (const { groundingMetadata: metadata } of list(candidates)) {
          if (!isWireObject(metadata)) continue;
          const found = list(metadata['groundingChunks']);
          for (const { segment, groundingChunkIndices: indices } of list(metadata['groundingSupports'])) {
            const { text } = isWireObject(segment) ? segment : {};
            const has =
              Array.isArray(indices) &&
              indices.some((index) => Object.keys(found[Number(index)] ?? {}).length > 0);
            if (!has) continue;
            expect(whole, recording.file).to.contain(text);
            expect(cited, recording.file).to.contain(text);
            checked += 1;
          }
        }
      }
    }
    expect(checked).to.be.greaterThan(20);
    console.log(`${checked} cited passages`);
  });

  it('have the same kinds of steps streamed and whole', async () => {
    let twins = 0;
    for (const recording of recordings) {
      const twin = recordings.find(
        ({ file }) => file === recording.file.replace('.json.json', '.chunks.txt.sse'),
      );
      if (!recording.file.endsWith('.json.json') || !twin) continue;
      const kinds = async (one: Recording) => {
        const { reply } = await replay(one, 999);
        return new Set(reply.steps.map(({ type }) => type));
      };
      expect(await kinds(twin), recording.file).to.deep.equal(await kinds(recording));
      twins += 1;
    }
    expect(twins).to.be.greaterThan(3);
    console.log(`${twins} twins`);
  });

  it('go back as the parts that came, each signature on its own', async () => {
    let parts = 0;
    let signatures = 0;
    for (const recording of recordings) {
      const received = listParts(recording.chunks);
      if (recording.status >= 400 || streamsArguments(received)) continue;
      const { reply } = await replay(recording, 4096);
      // Through a store and back, as conversations that are restored.
      const steps: Step[] = JSON.parse(JSON.stringify(reply.steps));
      const say = (text: string): Step => ({ type: 'user_input', content: [{ type: 'text', text }] });
      const { contents } = writeGenerateContent({ input: [say('Before'), ...steps, say('After')] });
      const model = list(contents).filter(({ role }) => role === 'model');
      const expected = joinParts(received);
      expect(
        model.flatMap((content) => list(content['parts'])),
        recording.file,
      ).to.deep.equal(expected);
      expect(model.length, recording.file).to.equal(expected.length > 0 ? 1 : 0);
      parts += expected.length;
      signatures += expected.filter(({ thoughtSignature }) => thoughtSignature !== undefined).length;
    }
    expect(signatures).to.be.greaterThan(10);
    console.log(`${parts} parts written back, ${signatures} signed`);
  });

  it('put calls together whose arguments stream', async () => {
    let calls = 0;
    for (const recording of recordings) {
      const received = listParts(recording.chunks);
      if (!streamsArguments(received)) continue;
      const { reply } = await replay(recording, 4096);
      const names = received.flatMap(({ functionCall: call }) =>
        isWireObject(call) && typeof call['name'] === 'string' ? [call['name']] : [],
      );
      const told = reply.steps.filter(({ type }) => type === 'function_call');
      expect(
        told.map((step) => 'name' in step && step.name),
        recording.file,
      ).to.deep.equal(names);
      expect(
        reply.progress.map(({ state }) => state),
        recording.file,
      ).not.to.contain('malformed');
      const signed = received.filter(({ thoughtSignature }) => thoughtSignature !== undefined);
      expect(told.filter((step) => 'signature' in step).length, recording.file).to.equal(signed.length);
      calls += told.length;
    }
    expect(calls).to.be.greaterThan(5);
    console.log(`${calls} calls with streamed arguments`);
  });

  it('keep what came when they are cut off at any byte', async () => {
    const recording = recordings.find(({ file }) => file.includes('tool-call-gemini3.chunks'));
    if (!recording) throw new Error('The recording is listed no more.');
    const first = new TextDecoder().decode(recording.bytes).indexOf('\n');
    for (let length = first; length <= recording.bytes.length; length += 97) {
      const bytes = recording.bytes.slice(0, length);
      const events = await collect(readGenerateContentEvents(cutResponse(bytes, 512)));
      expect(events.filter(({ event_type: type }) => type === 'error')).to.deep.equal([]);
    }
  });
});
