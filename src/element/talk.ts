import { LitElement } from 'lit';
import { type Hearing, hearTurns } from '../conversation/hear-turns.js';
import type { Conversation } from '../conversation/conversation.js';
import { isBusy } from '../conversation/snapshot.js';
import { englishVoice } from '../i18n/english-voice.js';
import type { ChatError } from '../protocol/chat-error.js';
import type { SoundOut } from '../protocol/sound-out.js';
import type { VoiceControl, VoicePhase, VoiceState } from '../ui/voice-control.js';
import type { Sound } from '../voice/microphone.js';
import type { Speaker } from '../voice/speaker.js';
import { Breath } from './breath.js';
import { chooseTransport } from './choose-transport.js';
import type { ConfiguredElement } from './configured-element.js';
import { loadMicrophone, loadSpeaker } from './load-voice.js';
import { readSettings } from './read-settings.js';
import '../ui/voice-element.js';
import { tellVoiceError, tellVoiceState } from './tell-voice.js';
import { toMicrophoneError } from './to-microphone-error.js';
import { watchPage } from './watch-page.js';

/** A chat's voice and ear: the microphone, what is heard of the answers, and what both are doing. */
export class Talk implements VoiceControl {
  readonly #chat: ConfiguredElement;
  readonly #conversation: Conversation;
  readonly #way: Pick<Hearing, 'transport' | 'settings'>;
  readonly #listeners = new Set<() => void>();
  #state: VoiceState = { phase: 'off', canTalk: false, caption: '', sound: 'none', isLeft: false };
  #level = 0;
  #speaker: Speaker | undefined;
  /** Ends what the microphone hears. */
  #microphone: AbortController | undefined;
  /** Ends the conversation by voice, whatever is being said. */
  #talking: AbortController | undefined;
  #ended: Promise<void> = Promise.resolve();
  /** How far it is, before anything can be heard. */
  #isConnected = false;
  #caption = '';
  /** Something of the last answer was played. */
  #wasHeard = false;
  readonly #breath = new Breath(() => this.#judge());

  constructor(
    chat: ConfiguredElement,
    conversation: Conversation,
    way: Pick<Hearing, 'transport' | 'settings'> = {
      transport: () => chooseTransport(chat),
      settings: () => readSettings(chat),
    },
  ) {
    this.#chat = chat;
    this.#way = way;
    this.#conversation = conversation;
    conversation.subscribe(() => this.#judge());
    watchPage(chat, {
      onGesture: () => {
        if (chat.voice) this.#speaker?.wake();
      },
      onAsk: () => {
        // What was typed is to be answered: nobody listens to what came before any more.
        if (!isBusy(conversation.snapshot.status)) this.#speaker?.hush();
      },
      onEscape: () => this.#escape(),
      onHidden: () => {
        if (this.#microphone) this.#switchOff({ isLeft: true });
      },
      onPlay: () => this.#speaker?.hush(),
      onUpdate: () => this.#onUpdate(),
      onLeave: () => this.leave(),
    });
    // The click that is to open them cannot wait for their code.
    if (chat.voiceInput) void loadMicrophone().catch(() => {});
    if (chat.voice) void this.openSound();
    this.#judge();
  }

  get state(): VoiceState {
    return this.#state;
  }

  get level(): number {
    return this.#level;
  }

  get isHeard(): boolean {
    const { isMuted, isSpeaking } = this.#speaker?.state ?? {};
    // What begins to be heard in the frame in which its words come is not judged yet.
    return !isMuted && (this.#wasHeard || isSpeaking === true);
  }

  watch(listener: () => void, signal: AbortSignal): void {
    this.#listeners.add(listener);
    signal.addEventListener('abort', () => this.#listeners.delete(listener), { once: true });
  }

  toggle(): void {
    if (this.#microphone) this.#switchOff();
    else void this.#switchOn();
  }

  toggleSound(): void {
    const speaker = this.#speaker;
    if (!speaker) return;
    const { isBlocked, isMuted } = speaker.state;
    speaker.wake();
    speaker.mute(!isMuted && !isBlocked);
  }

  /** Where answers are heard, from the next piece on. */
  async openSound(): Promise<SoundOut | undefined> {
    try {
      const { Speaker: Opened } = await loadSpeaker();
      this.#speaker ??= new Opened({ onChange: () => this.#judge() });
    } catch {
      // Without its code the answer can be read.
    }
    return this.#speaker;
  }

  /** Ends at once whatever is said or heard. */
  leave(): void {
    this.#talking?.abort();
    if (this.#microphone) this.#switchOff();
    this.#speaker?.close();
  }

  async #switchOn(): Promise<void> {
    const microphone = new AbortController();
    const { signal } = microphone;
    this.#microphone = microphone;
    this.#isConnected = false;
    this.#show({ phase: 'asking', error: undefined, isLeft: false });
    try {
      const sound = await this.#listen(signal);
      // One at a time: whoever speaks again wants no more of the answer to what was said before.
      this.#talking?.abort();
      await this.#ended;
      if (signal.aborted) return;
      this.#show({ phase: 'connecting' });
      const talking = new AbortController();
      this.#talking = talking;
      const talk = this.#converse(sound, talking.signal);
      this.#ended = talk.catch(() => {});
      await talk;
    } catch (error) {
      // What fails after it was switched off failed for the answer, which says so itself.
      if (!signal.aborted) void this.#fail(toMicrophoneError(error));
    } finally {
      if (this.#microphone === microphone) this.#switchOff();
    }
  }

  async #listen(signal: AbortSignal): Promise<Sound> {
    const { openMicrophone } = await loadMicrophone();
    return openMicrophone({
      signal,
      onLevel: (level) => {
        this.#level = level;
        this.#breath.noteLevel(level);
        this.#tell();
      },
      onLost: () =>
        void this.#fail(toMicrophoneError(new DOMException('It was taken away.', 'NotFoundError'))),
    });
  }

  #converse(sound: Sound, signal: AbortSignal): Promise<void> {
    return hearTurns(this.#conversation, {
      ...this.#way,
      sound,
      signal,
      unheard: englishVoice.unheard,
      onListening: () => {
        if (!this.#isConnected && this.#microphone) tellVoiceState(this.#chat, true);
        this.#isConnected = true;
        this.#judge();
      },
      onHeard: (text) => this.#onHeard(text),
    });
  }

  #onHeard(text: string): void {
    this.#caption = text;
    this.#breath.noteWord();
    this.#judge();
  }

  #switchOff(change: Partial<VoiceState> = {}): void {
    this.#microphone?.abort();
    this.#microphone = undefined;
    this.#level = 0;
    this.#caption = '';
    if (this.#isConnected) tellVoiceState(this.#chat, false, change.isLeft);
    this.#isConnected = false;
    this.#show({ ...change, phase: 'off', caption: '' });
  }

  async #fail(error: ChatError): Promise<void> {
    if (this.#microphone) this.#switchOff();
    const told = await this.#settle();
    // What was being answered broke for the same reason, and has said so.
    if (told?.code === error.code && told.reason === error.reason) return;
    if (!this.#microphone) this.#show({ error });
    tellVoiceError(this.#chat, error);
  }

  /** Waits for the end of an answer that is under way; the error with which it ended. */
  #settle(): Promise<ChatError | undefined> {
    const { status } = this.#conversation.snapshot;
    if (!isBusy(status)) return Promise.resolve(undefined);
    const settled = new AbortController();
    return new Promise((resolve) => {
      const look = ({ status: now, error }: Conversation['snapshot']): void => {
        if (isBusy(now)) return;
        settled.abort();
        resolve(error);
      };
      this.#conversation.subscribe(look, { signal: settled.signal });
    });
  }

  #onUpdate(): void {
    const { voice, voiceInput } = this.#chat;
    if (!voiceInput && this.#microphone) this.#switchOff();
    if (!voice) this.#speaker?.close();
    this.#judge();
  }

  /** The answer has been stopped already where there was one to stop. */
  #escape(): boolean {
    const isSpeaking = this.#speaker?.state.isSpeaking;
    if (!isSpeaking && !this.#microphone) return false;
    if (isSpeaking) this.#speaker?.hush();
    else this.#switchOff();
    return true;
  }

  /** Sees what the chat is doing. */
  #judge(): void {
    const { status } = this.#conversation.snapshot;
    const { isSpeaking = false, isMuted = false, isBlocked = false } = this.#speaker?.state ?? {};
    this.#wasHeard = status !== 'submitted' && (this.#wasHeard || (isSpeaking && !isMuted));
    // Once there was something to hear, the button stays: it may have the focus.
    const hasSound = isSpeaking || isBlocked || isMuted || this.#state.sound !== 'none';
    const sound = isBlocked ? 'blocked' : isMuted ? 'muted' : 'on';
    const phase = this.#isConnected
      ? findPhase(status, this.#breath.isSpeaking, isSpeaking && !isMuted)
      : undefined;
    if (status === 'streaming') this.#caption = '';
    this.#show({
      canTalk: this.#chat.voiceInput,
      sound: this.#chat.voice && hasSound ? sound : 'none',
      ...(phase && { phase, caption: phase === 'hearing' || phase === 'thinking' ? this.#caption : '' }),
    });
  }

  #show(change: Partial<VoiceState>): void {
    const state = { ...this.#state, ...change };
    const names: readonly (keyof VoiceState)[] = ['phase', 'canTalk', 'caption', 'sound', 'error', 'isLeft'];
    if (names.every((name) => state[name] === this.#state[name])) return;
    this.#state = state;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

const talks = new WeakMap<object, Talk>();

/** The voice and the ear of a chat; nothing where it can have none, or its page wants none. */
export function findTalk(chat: ConfiguredElement, conversation: Conversation): Talk | undefined {
  const { endpoint, tokenEndpoint, getToken, voice, voiceInput } = chat;
  const known = talks.get(chat);
  // Only live sessions speak and hear, and no backend opens those.
  if (endpoint || !(tokenEndpoint || getToken) || !(voice || voiceInput)) {
    known?.leave();
    return undefined;
  }
  const talk = known ?? new Talk(chat, conversation);
  talks.set(chat, talk);
  return talk;
}

/** Where the answers of a chat are heard. */
export async function openTalkSound(chat: object): Promise<SoundOut | undefined> {
  // It may have been asked before it was rendered.
  if (chat instanceof LitElement) await chat.updateComplete;
  return talks.get(chat)?.openSound();
}

function findPhase(
  status: Conversation['snapshot']['status'],
  isHearing: boolean,
  isHeard: boolean,
): VoicePhase {
  if (status === 'awaiting-confirmation') return 'consent';
  if (status === 'submitted') return isHearing ? 'hearing' : 'thinking';
  return status === 'streaming' || isHeard ? 'answering' : 'listening';
}
