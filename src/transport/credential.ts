import { hideSecret } from '../protocol/hide-secret.js';
import type { TokenGrant } from './token-grant.js';

export type CredentialKind = NonNullable<TokenGrant['kind']>;

/** What is shown to Google for a while. Its token is in no field that can be printed, copied or kept. */
export class Credential {
  readonly kind: CredentialKind;
  readonly #token: string;

  constructor(kind: CredentialKind, token: string) {
    this.kind = kind;
    this.#token = token;
  }

  /** Puts it where the REST API looks for it. */
  sign(headers: Headers): void {
    if (this.kind === 'bearer') headers.set('authorization', `Bearer ${this.#token}`);
    else headers.set('x-goog-api-key', this.#token);
  }

  /** The same text without the token: far ends repeat what they refuse. */
  hideIn(text: string): string {
    return hideSecret(text, this.#token, '[key]');
  }

  /** The token itself, for a live session: it can be shown in no other way than in its address. */
  reveal(): string {
    return this.#token;
  }
}
