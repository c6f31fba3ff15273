import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { GoogleGenAI, LiveConnectConfig, LiveServerMessage, Session } from '@google/genai';

/** What of an SDK's module is used. */
export interface Sdk {
  readonly GoogleGenAI: new (options: {
    apiKey: string;
    httpOptions: { baseUrl: string; apiVersion?: string };
  }) => GoogleGenAI;
}

/** How a socket was closed. */
export interface Closing {
  readonly code: number;
  readonly reason: string;
}

/** A session as a program holds it, with all that came. */
export class SdkTalk {
  messages: LiveServerMessage[] = [];
  closing: Closing | undefined;
  #session: Session | undefined;

  /** Connects; some releases say nothing where that fails, so what there is to know is how the socket closed. */
  async connect(client: GoogleGenAI, model: string, config: LiveConnectConfig = {}): Promise<this> {
    const connecting = client.live.connect({
      model,
      config,
      callbacks: {
        onmessage: (message) => this.messages.push(message),
        onclose: ({ code, reason }) => {
          this.closing = { code, reason };
        },
      },
    });
    connecting
      .then((session) => {
        this.#session = session;
      })
      .catch(() => undefined);
    await this.until(() => this.#session !== undefined || this.closing !== undefined);
    return this;
  }

  get session(): Session {
    assert.ok(this.#session, `not connected: ${JSON.stringify(this.closing)}`);
    return this.#session;
  }

  /** What the model says, in words or aloud. */
  get text(): string {
    return this.messages
      .map(({ serverContent: content }) => {
        const parts = content?.modelTurn?.parts ?? [];
        return `${content?.outputTranscription?.text ?? ''}${parts.map(({ text = '' }) => text).join('')}`;
      })
      .join('');
  }

  get calls() {
    return this.messages.flatMap(({ toolCall }) => toolCall?.functionCalls ?? []);
  }

  get handle(): string {
    return (
      this.messages.findLast((message) => message.sessionResumptionUpdate?.newHandle)?.sessionResumptionUpdate
        ?.newHandle ?? ''
    );
  }

  get isComplete(): boolean {
    return this.messages.some(({ serverContent }) => serverContent?.turnComplete === true);
  }

  /** Types something, and waits for all of the answer. */
  async ask(text: string): Promise<string> {
    this.messages = [];
    this.session.sendRealtimeInput({ text });
    await this.until(() => this.isComplete);
    return this.text;
  }

  async until(condition: () => boolean): Promise<void> {
    const end = performance.now() + 3000;
    while (!condition()) {
      assert.ok(performance.now() < end, `${condition.toString()} ${JSON.stringify(this.closing)}`);
      await pause(5);
    }
  }

  /** Leaves, and waits until the other side knows. */
  async leave(): Promise<void> {
    this.session.close();
    await this.until(() => this.closing !== undefined);
  }
}
