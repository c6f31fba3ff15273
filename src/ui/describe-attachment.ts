import { isPending, type Attachment } from '../attachments/attachment.js';
import type { AttachmentList } from '../attachments/attachment-list.js';
import type { AttachmentStrings } from '../i18n/english-attachments.js';
import { formatBytes } from './format-bytes.js';

/** Names of files that a sentence can hold. */
const mostNames = 3;

/** Why a file is not sent. */
export function describeRefusal(
  { refusal }: Attachment,
  { refusals }: AttachmentStrings,
  locale: string,
): string {
  if (!refusal) return '';
  const { reason, most, host = '' } = refusal;
  return refusals[reason](most === undefined ? host : formatBytes(most, locale));
}

/** What is known of a file beside its name: its size, and how far it is. */
export function describeFacts(item: Attachment, strings: AttachmentStrings, locale: string): string {
  const { size, state, progress = 0 } = item;
  const facts = size === undefined ? [] : [formatBytes(size, locale)];
  if (state === 'uploading') facts.push(strings.uploading(progress));
  else if (state === 'waiting' || state === 'reading' || state === 'processing') {
    facts.push(strings.fileState[state]);
  }
  return strings.facts(facts);
}

/** What a file is called. */
export function describeName({ name, kind }: Attachment, strings: AttachmentStrings): string {
  return name || strings.kind[kind];
}

/** Which files found no place in the message. */
export function describeLeftOut(
  { leftOut }: AttachmentList,
  most: number,
  strings: AttachmentStrings,
): string {
  if (leftOut.length === 0) return '';
  const more = leftOut.length - mostNames;
  const shown = leftOut.slice(0, mostNames);
  return strings.leftOut(most, more > 0 ? [...shown, strings.moreFiles(more)] : shown);
}

/** All that a screen reader is told of the files. Uploads that go on do not change it. */
export function describeList(
  list: AttachmentList,
  most: number,
  strings: AttachmentStrings,
  locale: string,
): string {
  const refused = list.items
    .filter((item) => item.refusal)
    .map((item) => strings.refused(describeName(item, strings), describeRefusal(item, strings, locale)));
  const pending = list.items.filter(isPending).length;
  const ready = list.contents.length;
  const counts = pending > 0 ? strings.preparing(pending) : ready > 0 ? strings.attached(ready) : '';
  return [...refused, describeLeftOut(list, most, strings), counts].filter(Boolean).join(' ');
}
