import { html, nothing, type TemplateResult } from 'lit';
import { englishVoice, type VoiceStrings } from '../i18n/english-voice.js';
import { english, type Strings } from '../i18n/english.js';
import { definePart } from './define-part.js';
import { describeError } from './describe-error.js';
import { icon } from './icons.js';
import { LazyPart } from './lazy-part.js';
import type { VoiceControl } from './voice-control.js';
import { voiceStyles } from './voice.styles.js';

const talkIcon = icon(
  'M12 3.5a3 3 0 0 0-3 3V12a3 3 0 0 0 6 0V6.5a3 3 0 0 0-3-3ZM5.75 11.5a6.25 6.25 0 0 0 12.5 0M12 17.75v3',
);
const soundIcon = icon('M4 9.5v5h3.25L12 18.5v-13L7.25 9.5H4ZM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11');
const mutedIcon = icon('M4 9.5v5h3.25L12 18.5v-13L7.25 9.5H4ZM15.5 9.5l5 5m0-5-5 5');

/** Speaking and hearing, beside the message box: the microphone, what it is doing, and whether answers are heard. */
export class VoiceElement extends LazyPart {
  static readonly tag = 'gemini-chat-voice';
  static override sheet = voiceStyles;

  static override properties = {
    voice: { attribute: false },
    strings: { attribute: false },
  };

  voice?: VoiceControl;
  /** The words of the chat; those of voice may be among them, and are English otherwise. */
  strings: Strings & Partial<VoiceStrings> = english;

  #watching: AbortController | undefined;
  #shown: VoiceControl['state'] | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate('voice');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watching?.abort();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('voice') || !this.isConnected) return;
    this.#watching?.abort();
    this.#watching = new AbortController();
    this.voice?.watch(() => this.#onChange(), this.#watching.signal);
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.voice) return nothing;
    const { state } = this.voice;
    this.#shown = state;
    const words = { ...englishVoice, ...this.strings };
    const { canTalk, phase } = state;
    const isOn = phase !== 'off';
    const action = isOn ? words.stopTalking : words.startTalking;
    return html`
      ${this.#renderLine(words)} ${state.sound === 'none' ? nothing : this.#renderSoundButton(words)}
      ${
        canTalk
          ? html`<button
              type="button"
              part="voice-button"
              aria-label=${words.talk}
              aria-pressed=${isOn ? 'true' : 'false'}
              title=${action}
              @click=${() => this.voice?.toggle()}
            >
              ${talkIcon}
            </button>`
          : nothing
      }
    `;
  }

  /** What it is doing, in words; or why it does it no more. */
  #renderLine(words: VoiceStrings): TemplateResult | typeof nothing {
    const { caption, error, isLeft, phase = 'off', sound } = this.voice?.state ?? {};
    const isOn = phase !== 'off';
    const remark = isOn
      ? ''
      : error
        ? describeError(error, this.strings)
        : isLeft
          ? words.microphoneLeft
          : '';
    const isBlocked = sound === 'blocked';
    if (!isOn && !remark && !isBlocked) return nothing;
    return html`<div class="line" data-phase=${phase}>
      ${
        isOn
          ? html`<span class="level" aria-hidden="true"><i></i><i></i><i></i><i></i></span>
              <span class="phase">${words.voicePhase[phase]}</span>`
          : nothing
      }
      ${
        remark
          ? html`<gemini-chat-notice
              .strings=${this.strings}
              .kind=${error ? 'error' : 'remark'}
              .text=${remark}
            ></gemini-chat-notice>`
          : nothing
      }
      ${caption ? html`<span class="caption" dir="auto">${caption}</span>` : nothing}
      ${isBlocked ? html`<span class="blocked">${words.soundBlocked}</span>` : nothing}
    </div>`;
  }

  #renderSoundButton(words: VoiceStrings): TemplateResult {
    const { sound } = this.voice?.state ?? {};
    const label = sound === 'blocked' ? words.playAnswer : words.mute;
    return html`<button
      type="button"
      part="sound-button"
      aria-label=${label}
      aria-pressed=${sound === 'blocked' ? nothing : String(sound === 'muted')}
      title=${label}
      @click=${() => this.voice?.toggleSound()}
    >
      ${sound === 'on' ? soundIcon : mutedIcon}
    </button>`;
  }

  #onChange(): void {
    if (this.voice?.state !== this.#shown) this.requestUpdate();
    // Many times a second: nothing is rendered for it.
    this.style.setProperty('--_level', (this.voice?.level ?? 0).toFixed(2));
  }
}

definePart(VoiceElement);
