import { foldEvent } from '../../src/protocol/fold-event.js';
import type { InteractionRequest } from '../../src/protocol/interaction-request.js';
import { emptyReply, type Reply } from '../../src/protocol/reply.js';
import { isWireObject, type WireObject } from '../../src/protocol/wire-object.js';
import { LiveQueue } from '../../src/live/live-queue.js';
import type { SpokenTurn } from '../../src/protocol/spoken-turn.js';
import {
  accepting,
  type FakeLiveSocket,
  type FakeServer,
  installFakeLive,
} from '../support/fake-live-socket.js';
import { type LiveClient, until } from './live-client.js';

/** A spoken turn while it is followed. */
interface Followed {
  readonly turn: SpokenTurn;
  readonly heard: string[];
  reply: Reply;
  /** What its answer failed with; `true` where it ended. */
  end: unknown;
  isHeard: boolean;
}

/** Somebody who speaks into a chat's end of live sessions. */
export class Speaker {
  readonly client: LiveClient;
  readonly sound = new LiveQueue<Uint8Array>();
  readonly stopping = new AbortController();
  readonly turns: Followed[] = [];
  listening = 0;
  /** What the talk ended with; `true` where it just ended. */
  end: unknown;

  constructor(client: LiveClient, settings: InteractionRequest = {}) {
    this.client = client;
    const talk = {
      request: () => ({ ...settings, input: [...client.history] }),
      sound: this.sound.read(),
      onListening: () => {
        this.listening += 1;
      },
    };
    void this.#follow(client.transport.talk(talk, this.stopping.signal));
  }

  async #follow(turns: AsyncIterable<SpokenTurn>): Promise<void> {
    try {
      for await (const turn of turns) {
        const followed: Followed = { turn, heard: [], reply: emptyReply, end: undefined, isHeard: false };
        this.turns.push(followed);
        void this.#hear(followed);
        void this.#read(followed);
      }
      this.end = true;
    } catch (error) {
      this.end = error;
    }
  }

  async #hear(followed: Followed): Promise<void> {
    for await (const text of followed.turn.heard) followed.heard.push(text);
    followed.isHeard = true;
  }

  async #read(followed: Followed): Promise<void> {
    try {
      for await (const event of followed.turn.events) followed.reply = foldEvent(followed.reply, event);
      followed.end = true;
    } catch (error) {
      followed.end = error;
    }
  }
}

/** A server to which one talks: it says what a test has it say. */
export function talking(answering: FakeServer = () => undefined): FakeLiveSocket[] {
  return installFakeLive(accepting(answering));
}

export const understood = (text: string): WireObject => ({ serverContent: { inputTranscription: { text } } });
export const heard = (text: string): WireObject => ({ serverContent: { outputTranscription: { text } } });
export const interrupted: WireObject = { serverContent: { interrupted: true } };
export const over: WireObject = { serverContent: { turnComplete: true } };

export function listSounds({ sent }: FakeLiveSocket): string[] {
  return sent.flatMap(({ realtimeInput: input }) => {
    const audio = isWireObject(input) ? input['audio'] : undefined;
    return isWireObject(audio) ? [String(audio['data'])] : [];
  });
}

export async function begin(sockets: FakeLiveSocket[], speaker: Speaker): Promise<FakeLiveSocket> {
  await until(() => speaker.listening > 0);
  const socket = sockets.at(-1);
  if (!socket) throw new Error('No socket was opened.');
  return socket;
}
