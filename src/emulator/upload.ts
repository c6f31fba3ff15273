import type { FileDescription } from './file-store.js';

/** A file on its way: what was announced, and how much of it has come. */
export interface Upload {
  readonly description: Omit<FileDescription, 'bytes'>;
  /** The announced size, where one was. */
  readonly announced: number | undefined;
  received: number;
  status: 'active' | 'final' | 'cancelled';
}
