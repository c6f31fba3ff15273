/** Somebody that the page talked to, and what for. */
export interface Contact {
  readonly host: string;
  readonly what: string;
  /** How often, one after the other. */
  readonly times: number;
}

/** When the credential that came last ends; `undefined` where it does not say. */
export interface Credential {
  readonly ends: number | undefined;
}

const kinds: readonly [path: RegExp, method: string, what: string][] = [
  [/\/(?:token|credential)$/, 'POST', 'a credential'],
  [/\/interactions$/, 'POST', 'a question, and its answer as it came'],
  [/\/models\/[^/]+:\w+$/, 'POST', 'a question, and its answer as it came'],
  [/\/interactions\/[^/]+$/, 'GET', 'the rest of an answer'],
  [/\/config$/, 'GET', 'what is allowed here'],
  [/\/files(?:\/|$)/, '', 'a file'],
];

/** Notes what a page talks to: names of hosts and kinds of requests, and nothing of what is in them. */
export class Traffic {
  readonly #apiBase: string;
  readonly #onChange: () => void;
  #contacts: readonly Contact[] = [];
  #credential: Credential | undefined;
  /** How often all was forgotten. */
  #beginnings = 0;
  /** Whether whoever gives out credentials says no. */
  isRefusing = false;

  constructor(apiBase: string, onChange: () => void) {
    this.#apiBase = apiBase;
    this.#onChange = onChange;
  }

  get contacts(): readonly Contact[] {
    return this.#contacts;
  }

  get credential(): Credential | undefined {
    return this.#credential;
  }

  clear(): void {
    this.#contacts = [];
    this.#credential = undefined;
    this.#beginnings += 1;
    this.#onChange();
  }

  /** Stands in for a chat's `fetch`. */
  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const { pathname, host } = new URL(request.url);
    const found = kinds.find(
      ([path, method]) => path.test(pathname) && (method === '' || method === request.method),
    );
    this.#note(this.#nameHost(host, pathname), found?.[2] ?? 'something else');
    const isForCredential = found === kinds[0];
    if (isForCredential && this.isRefusing) return new Response(null, { status: 401 });
    const response = await globalThis.fetch(request);
    if (isForCredential && response.ok) this.#credential = await readCredential(response.clone());
    this.#onChange();
    return response;
  };

  /** From now on live sessions of the whole page are noted, too. */
  watchSockets(): void {
    const watch = (socket: WebSocket) => {
      const { pathname, host } = new URL(socket.url);
      if (!/\/ws\/google\./.test(pathname)) return;
      const beginning = this.#beginnings;
      const note = (what: string) => {
        // What a chat of before leaves behind is not of this one.
        if (beginning === this.#beginnings) this.#note(this.#nameHost(host, pathname), what);
      };
      socket.addEventListener('open', () => note('a live session was opened'));
      socket.addEventListener('close', () => note('the live session was closed'));
    };
    globalThis.WebSocket = class extends WebSocket {
      constructor(address: string | URL, protocols?: string | string[]) {
        super(address, protocols);
        watch(this);
      }
    };
  }

  #nameHost(host: string, path: string): string {
    if (this.#apiBase !== '' && path.startsWith(this.#apiBase))
      return `The emulator in Google’s place (${host})`;
    return host === location.host ? `This site’s server (${host})` : `Google (${host})`;
  }

  #note(host: string, what: string): void {
    const last = this.#contacts.at(-1);
    this.#contacts =
      last?.host === host && last.what === what
        ? [...this.#contacts.slice(0, -1), { ...last, times: last.times + 1 }]
        : [...this.#contacts, { host, what, times: 1 }];
    this.#onChange();
  }
}

async function readCredential(response: Response): Promise<Credential | undefined> {
  const grant: unknown = await response.json().catch(() => undefined);
  if (typeof grant !== 'object' || grant === null) return undefined;
  const { expireTime }: { expireTime?: unknown } = grant;
  const ends = typeof expireTime === 'string' ? Date.parse(expireTime) : Number.NaN;
  return { ends: Number.isNaN(ends) ? undefined : ends };
}
