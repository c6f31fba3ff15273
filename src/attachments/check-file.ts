import type { AttachmentOptions } from './attachment-options.js';
import { refuse, type Refusal } from './refusal.js';

/** What is looked at before a byte is read. */
export interface FileFacts {
  readonly name: string;
  readonly size: number;
  /** As the browser says it; may be empty. */
  readonly type: string;
  /** As Gemini takes it; undefined where it does not. */
  readonly mimeType: string | undefined;
}

/** Why a file may not be attached, as far as its looks tell; undefined where it may. */
export function checkFile(
  file: FileFacts,
  { accept, maxFileBytes }: Pick<AttachmentOptions, 'accept' | 'maxFileBytes'>,
): Refusal | undefined {
  const { name, size, mimeType } = file;
  if (mimeType === undefined) return refuse('type', name);
  if (!isAccepted(file, accept)) return refuse('accept', name);
  if (size === 0) return refuse('empty', name);
  if (maxFileBytes !== undefined && size > maxFileBytes) return refuse('size', name, { most: maxFileBytes });
  return undefined;
}

/** Whether a type is in a list that may hold whole families, as `image/*`. */
export function matchesType(type: string, wanted: string): boolean {
  if (wanted === '*' || wanted === '*/*') return true;
  return wanted.endsWith('/*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted;
}

function isAccepted({ name, type, mimeType = '' }: FileFacts, accept: string): boolean {
  const wanted = accept
    .toLowerCase()
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
  if (wanted.length === 0) return true;
  const types = [type.toLowerCase(), mimeType];
  return wanted.some((entry) =>
    entry.startsWith('.') ? name.toLowerCase().endsWith(entry) : types.some((one) => matchesType(one, entry)),
  );
}
