/** What became of an uploaded file. */
export type FileState = 'PROCESSING' | 'ACTIVE' | 'FAILED';

/** What a client says about a file before it sends it. */
export interface FileDescription {
  /** The id that the client chose, where it did. */
  readonly id: string;
  readonly displayName?: string;
  readonly mimeType: string;
  readonly bytes: number;
  readonly uri: string;
}

/** A file that was uploaded; its bytes are not kept. */
export interface StoredFile extends FileDescription {
  readonly created: Date;
  readonly expires: Date;
  state: FileState;
}

/** What a store's time is measured by. */
export interface StoreTime {
  readonly pace: number;
  now(): Date;
  elapsed(): number;
}

/** Files live for two days. */
const lifetime = 48 * 60 * 60 * 1000;
/** Beats that Gemini takes to look through sound and pictures that move. */
const processingBeats = 40;

interface Entry {
  readonly file: StoredFile;
  readonly ready: number;
}

function takesTime({ mimeType, displayName = '' }: FileDescription): boolean {
  return /^(?:video|audio)\//.test(mimeType) || isBroken(displayName);
}

/** A file that is called broken turns out to be. */
function isBroken(displayName: string): boolean {
  return /broken/i.test(displayName);
}

/** The emulator's uploaded files by id; they are forgotten after two days of its clock. */
export class FileStore {
  readonly #entries = new Map<string, Entry>();
  readonly #time: StoreTime;

  constructor(time: StoreTime) {
    this.#time = time;
  }

  add(description: FileDescription): StoredFile {
    const created = this.#time.now();
    const file: StoredFile = {
      ...description,
      created,
      expires: new Date(created.getTime() + lifetime),
      state: takesTime(description) ? 'PROCESSING' : 'ACTIVE',
    };
    const ready = this.#time.elapsed() + processingBeats * this.#time.pace;
    this.#entries.set(file.id, { file, ready });
    return file;
  }

  /** A file as it is now. */
  get(id: string): StoredFile | undefined {
    const entry = this.#entries.get(id);
    if (!entry) return undefined;
    const { file, ready } = entry;
    if (file.expires.getTime() <= this.#time.now().getTime()) {
      this.#entries.delete(id);
      return undefined;
    }
    if (this.#time.pace > 0 && this.#time.elapsed() >= ready) this.#process(file);
    return file;
  }

  /** A file as a client is told about it. Without a pace a file is ready once a client has asked for it. */
  look(id: string): StoredFile | undefined {
    const file = this.get(id);
    const told = file && { ...file };
    if (file && this.#time.pace === 0) this.#process(file);
    return told;
  }

  /** The newest first. */
  list(): StoredFile[] {
    return [...this.#entries.keys()]
      .toReversed()
      .map((id) => this.get(id))
      .filter((file) => file !== undefined);
  }

  /** Whether there was one to delete. */
  delete(id: string): boolean {
    return this.get(id) !== undefined && this.#entries.delete(id);
  }

  #process(file: StoredFile): void {
    if (file.state !== 'PROCESSING') return;
    file.state = isBroken(file.displayName ?? '') ? 'FAILED' : 'ACTIVE';
  }
}
