import type { Step } from '../protocol/step.js';
import type { FileStore } from './file-store.js';
import { GoogleError } from './google-error.js';
import { contentOf, textField } from './read-step.js';
import type { SceneFile } from './scene.js';

const googleOrigin = 'https://generativelanguage.googleapis.com';
const filePath = /\/files\/([^/]+)$/;

/** The id in the address of an uploaded file; other addresses are none of the emulator's business. */
function findFileId(uri: string, origin: string): string | undefined {
  if (!URL.canParse(uri)) return undefined;
  const { origin: host, pathname } = new URL(uri);
  return host === origin || host === googleOrigin ? filePath.exec(pathname)?.[1] : undefined;
}

/**
 * The uploaded files that steps refer to, in order. A file that was never there, or no longer is, is refused
 * like a record that is missing; one that is not ready, as such.
 */
export function resolveFiles(steps: readonly Step[], files: FileStore, origin: string): SceneFile[] {
  const found: SceneFile[] = [];
  for (const content of steps.flatMap(contentOf)) {
    const uri = textField(content, 'uri');
    const id = findFileId(uri, origin);
    if (id === undefined) continue;
    const file = files.get(id);
    if (!file) throw new GoogleError(404, { message: `File '${id}' was not found, or has expired.` });
    if (file.state !== 'ACTIVE') {
      throw new GoogleError(400, {
        code: 'failed_precondition',
        message: `The File ${id} is not in an ACTIVE state and usage is not allowed.`,
      });
    }
    found.push({ uri, mimeType: file.mimeType, bytes: file.bytes, name: file.displayName ?? `files/${id}` });
  }
  return found;
}
