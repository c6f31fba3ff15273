import type { Step } from '../protocol/step.js';
import type { ComposedReply } from './compose-reply.js';
import { isSignature } from './create-signature.js';
import { GoogleError } from './google-error.js';
import { fieldsOf, textField } from './read-step.js';

/** How many signatures of scenes that make their own are remembered; the oldest go first. */
const capacity = 10_000;
/** What Google takes in place of a signature from those who bring a conversation from elsewhere. */
const substitute = 'skip_thought_signature_validator';

/** Knows the signatures that were given out; a client must send them back as they came. */
export class SignatureStore {
  readonly #foreign = new Set<string>();

  /** Remembers what a scene signed itself; the emulator's own signatures can be told from others anyway. */
  note(reply: ComposedReply): void {
    for (const step of reply.steps) {
      const signature = textField(fieldsOf(step), 'signature');
      if (signature && !isSignature(signature)) this.#foreign.add(signature);
    }
    for (const oldest of this.#foreign) {
      if (this.#foreign.size <= capacity) break;
      this.#foreign.delete(oldest);
    }
    if (reply.next) this.note(reply.next);
  }

  /** Refuses a signature that was never given out, or not like this. */
  check(signature: string): void {
    const isKnown =
      signature === '' || signature === substitute || isSignature(signature) || this.#foreign.has(signature);
    if (!isKnown) {
      throw new GoogleError(400, {
        message: 'Corrupted thought signature: send every step of the model back as it came.',
      });
    }
  }

  /** Refuses steps that come back with other signatures than they were given out with. */
  checkSteps(resent: readonly Step[]): void {
    for (const step of resent) this.check(textField(fieldsOf(step), 'signature'));
  }
}
