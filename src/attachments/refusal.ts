import { ChatError, type ChatErrorCode } from '../protocol/chat-error.js';
import { shortenName } from './shorten-name.js';

const codes = {
  /** Gemini does not read it. */
  type: 'attachment-type',
  /** The page does not want it. */
  accept: 'attachment-type',
  /** Called a text, but it is none. */
  binary: 'attachment-type',
  /** A link to something that cannot be sent. */
  link: 'attachment-type',
  /** A link to a host that the site does not allow. */
  host: 'attachment-type',
  /** More bytes than one file may have. */
  size: 'attachment-size',
  /** More bytes than all files of a message may have together. */
  total: 'attachment-size',
  /** More files than a message may have. */
  count: 'attachment-size',
  empty: 'attachment-failed',
  /** The browser could not read it. */
  unreadable: 'attachment-failed',
  /** Gemini took it, but could not make anything of it. */
  processing: 'attachment-failed',
  /** It did not get there. */
  failed: 'attachment-failed',
} as const satisfies Record<string, ChatErrorCode>;

/** Why a file is not sent. */
export type RefusalReason = keyof typeof codes;

/** That a file is not sent, and why. */
export interface Refusal {
  readonly reason: RefusalReason;
  /** The limit that it is above, in bytes or files. */
  readonly most?: number;
  /** The host that a link leads to. */
  readonly host?: string;
  readonly error: ChatError;
}

interface RefusalDetails {
  readonly most?: number;
  readonly host?: string;
  readonly cause?: unknown;
}

/** Refuses a file by name. */
export function refuse(reason: RefusalReason, name: string, details: RefusalDetails = {}): Refusal {
  const { cause, ...rest } = details;
  const limit = rest.most === undefined ? '' : `, the limit is ${rest.most}`;
  const why = cause instanceof Error ? `: ${cause.message}` : '';
  const error = new ChatError(codes[reason], {
    message: `Not attached (${reason}${limit}): ${shortenName(name)}${why}`,
    ...(cause === undefined ? {} : { cause }),
  });
  return { reason, ...rest, error };
}
