import { matchesType } from './check-file.js';
import { refuse, type Refusal } from './refusal.js';
import type { Limits } from './read-limits.js';

/** How a file travels: in the message itself, or ahead of it by itself. */
export type Route = 'inline' | 'upload';

interface RoutedFile {
  readonly name: string;
  readonly size: number;
  readonly mimeType: string;
}

/** How a file travels, beside others that take `taken` bytes of the message; a refusal where it cannot. */
export function chooseRoute(
  file: RoutedFile,
  { inlineBytes, uploads }: Limits,
  taken: number,
): Route | Refusal {
  const { name, size, mimeType } = file;
  if (taken + size <= inlineBytes) return 'inline';
  if (uploads && uploads.types.some((type) => matchesType(mimeType, type))) {
    return size <= uploads.maxBytes ? 'upload' : refuse('size', name, { most: uploads.maxBytes });
  }
  return size > inlineBytes
    ? refuse('size', name, { most: inlineBytes })
    : refuse('total', name, { most: inlineBytes });
}
