import type { AttachmentOptions } from '../attachments/attachment-options.js';
import { chooseTransport } from './choose-transport.js';
import type { ConfiguredElement } from './configured-element.js';

/** What may be attached, as the page has set it; undefined where nothing may. */
export function readAttachmentOptions(page: ConfiguredElement): AttachmentOptions | undefined {
  const { accept, attachments, maxFileBytes, maxFiles } = page;
  if (attachments === 'off') return undefined;
  return {
    accept,
    maxFileBytes,
    maxFiles,
    call: (path, init, signal) => chooseTransport(page).call(path, init, signal),
  };
}
