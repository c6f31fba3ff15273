import type { AttachmentOptions } from '../attachments/attachment-options.js';
import { chooseTransport } from './choose-transport.js';
import type { ConfiguredElement } from './configured-element.js';

/** A limit as the page set it; one that makes no sense is none. */
function readLimit(limit: number | undefined): number | undefined {
  return limit !== undefined && limit >= 0 ? limit : undefined;
}

/** What may be attached, as the page has set it; undefined where nothing may. */
export function readAttachmentOptions(page: ConfiguredElement): AttachmentOptions | undefined {
  const { accept, attachments, maxFileBytes, maxFiles } = page;
  if (attachments === 'off') return undefined;
  return {
    accept,
    maxFileBytes: readLimit(maxFileBytes),
    maxFiles: readLimit(maxFiles) ?? 10,
    call: (path, init, signal) => chooseTransport(page).call(path, init, signal),
  };
}
