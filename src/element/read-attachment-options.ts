import type { AttachmentOptions } from '../attachments/attachment-options.js';
import { chooseTransport } from './choose-transport.js';
import type { ConfiguredElement } from './configured-element.js';

/** What may be attached, as the page has set it; the same object as `before` as long as that has not changed. */
export function readAttachmentOptions(
  page: ConfiguredElement,
  before: AttachmentOptions | undefined,
): AttachmentOptions | undefined {
  const { accept, attachments, maxFileBytes, maxFiles } = page;
  if (attachments === 'off') return undefined;
  const isSame =
    before?.accept === accept && before.maxFileBytes === maxFileBytes && before.maxFiles === maxFiles;
  if (isSame) return before;
  return {
    accept,
    maxFileBytes,
    maxFiles,
    call: (path, init, signal) => chooseTransport(page).call(path, init, signal),
  };
}
