import { parseArgs } from 'node:util';
import { CommandError } from './command-error.js';

type Flags = Readonly<Record<string, { readonly type: 'boolean' | 'string'; readonly multiple?: boolean }>>;

/** Reads a command's options; throws one that is unknown, or a word that belongs to none. */
export function readFlags<const Given extends Flags>(words: readonly string[], options: Given) {
  try {
    return parseArgs({ args: [...words], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    // Only the first sentence: what follows is advice on rarer ways of writing.
    const [reason] = error instanceof Error ? error.message.split(/\. |\n/, 1) : [];
    throw new CommandError(2, `${reason ?? 'The options are not understood'}.`);
  }
}

/** A whole number of an option, within bounds. */
export function readNumber(flag: string, text: string | undefined, fallback: number, most: number): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= most) return value;
  throw new CommandError(2, `--${flag} takes a whole number from 0 to ${most}.`);
}
