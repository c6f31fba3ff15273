import type { StoredFile } from './file-store.js';

/** A file as the Files API tells it. */
export function describeFile(file: StoredFile): Record<string, unknown> {
  const { id, displayName, mimeType, bytes, uri, created, expires, state } = file;
  return {
    name: `files/${id}`,
    ...(displayName === undefined ? {} : { displayName }),
    mimeType,
    sizeBytes: String(bytes),
    createTime: created.toISOString(),
    updateTime: created.toISOString(),
    expirationTime: expires.toISOString(),
    uri,
    state,
    source: 'UPLOADED',
    ...(state === 'FAILED' ? { error: { code: 3, message: 'The file could not be processed.' } } : {}),
  };
}
