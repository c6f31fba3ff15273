import type { Session } from '@google/genai/web';
import { ChatError } from '../protocol/chat-error.js';
import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import { writeFunctionResponse } from '../protocol/write-function-response.js';
import type { LiveModel } from './live-model.js';
import { listContents, readWords, type PrintedStep } from './live-steps.js';
import { readWave } from './read-live-wave.js';
import { writeLiveRecord, writeLiveTurns } from './write-live-history.js';

/** Says something to a session. */
export type LiveSaying = (session: Session) => void;

function refuseFile(what: string): ChatError {
  return new ChatError('attachment-type', {
    reason: 'live-attachment',
    message: `A live session takes no ${what}.`,
  });
}

function readQuestion(said: readonly PrintedStep[]): WireObject | undefined {
  const last = said.at(-1)?.steps[0];
  return last?.['type'] === 'user_input' ? last : undefined;
}

function isFile({ type }: WireObject): boolean {
  return type !== 'text';
}

/** Throws a `ChatError` for what is attached to the question and cannot travel. */
export function checkLiveFiles(said: readonly PrintedStep[], model: LiveModel): void {
  const question = readQuestion(said);
  for (const file of question ? listContents(question).filter(isFile) : []) {
    const { type, data, mime_type: mimeType } = file;
    if (typeof data !== 'string' || data === '') throw refuseFile('files by their address');
    if (type === 'image') continue;
    if (type !== 'audio') throw refuseFile(`files of type ${String(mimeType)}`);
    if (model.takesTurns || (model.transcribes && readWave(data, mimeType))) continue;
    throw refuseFile('recordings in messages');
  }
}

function sayFiles(session: Session, question: WireObject): void {
  for (const { type, data, mime_type: mimeType } of listContents(question).filter(isFile)) {
    if (typeof data !== 'string') continue;
    const sound = type === 'audio' ? readWave(data, mimeType) : undefined;
    if (sound) {
      session.sendRealtimeInput({ audio: sound });
      session.sendRealtimeInput({ audioStreamEnd: true });
    } else
      session.sendRealtimeInput({
        video: { data, mimeType: typeof mimeType === 'string' ? mimeType : 'image/jpeg' },
      });
  }
}

/** A question, or what else is to be answered now, to a session that knows what was said before it. */
export function writeLiveInput(said: readonly PrintedStep[], model: LiveModel): LiveSaying {
  if (model.takesTurns) {
    const turns: object[] = writeLiveTurns(said);
    return (session) => session.sendClientContent({ turns, turnComplete: true });
  }
  const question = readQuestion(said);
  const before = question ? said.slice(0, -1) : said;
  const words = question ? readWords(question) : 'Go on from there.';
  const text =
    before.length > 0 ? `${writeLiveRecord(before)}\nAnswer what follows this line.\n\n${words}` : words;
  return (session) => {
    if (question) sayFiles(session, question);
    if (text) session.sendRealtimeInput({ text });
  };
}

/** What functions gave back, to the session that has called them. */
export function writeLiveResults(
  results: readonly WireObject[],
  names: ReadonlyMap<unknown, string>,
): LiveSaying {
  const functionResponses = results.map((result): object => {
    const name = names.get(result['call_id']);
    const { functionResponse } = writeFunctionResponse(result, name === undefined ? undefined : { name });
    return { id: '', ...(isWireObject(functionResponse) ? functionResponse : {}) };
  });
  return (session) => session.sendToolResponse({ functionResponses });
}
