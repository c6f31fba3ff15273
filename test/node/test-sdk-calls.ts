import { after, describe, it } from 'node:test';
import type { GoogleGenAI } from '@google/genai';
import type { SdkCall, SdkTarget } from './sdk-call.js';
import { contentCalls } from './sdk-content-calls.js';
import { fileCalls } from './sdk-file-calls.js';
import { interactionCalls } from './sdk-interaction-calls.js';
import { storedCalls } from './sdk-stored-calls.js';

const calls: readonly SdkCall[] = [...interactionCalls, ...storedCalls, ...contentCalls, ...fileCalls];

/** What of an SDK's module is used. */
interface Sdk {
  readonly GoogleGenAI: new (options: {
    apiKey: string;
    httpOptions: { baseUrl: string; apiVersion?: string };
  }) => GoogleGenAI;
}

/** The releases of Google's SDK that have to work, by the name under which they are installed. */
const releases = [
  ['2.x', '@google/genai'],
  ['3.x', 'google-genai-3'],
] as const;

/** Loads a release; a text says why it could not be. */
async function loadSdk(name: string): Promise<Sdk | string> {
  try {
    const sdk: Sdk = await import(name);
    return sdk;
  } catch (error) {
    return `${name} does not load on Node ${process.version}: ${String(error)}`;
  }
}

/** The addresses of a target that answers at once, and of one that takes its time. */
export interface TargetAddresses {
  readonly url: string;
  readonly slowUrl: string;
}

/** Makes every call, and those of this target alone, with every release of the SDK; prints what came of each. */
export function testSdkCalls(
  target: string,
  open: () => Promise<TargetAddresses>,
  more: readonly SdkCall[] = [],
): void {
  const lines: string[] = [];
  after(() => console.log(lines.join('\n')));
  for (const [release, name] of releases) {
    // The releases differ in the version that they ask for by themselves.
    for (const apiVersion of ['v1beta', '', undefined]) {
      const version = apiVersion === '' ? 'no version' : (apiVersion ?? 'its own version');
      const label = `${target} | SDK ${release}, ${version}`;
      describe(`${label}:`, () => {
        const connecting = connect(name, apiVersion, open);
        for (const call of [...calls, ...more]) {
          it(call.name, async (test) => {
            const found = await connecting;
            if (typeof found === 'string') {
              lines.push(`${label} | ${call.name} | skipped`);
              test.skip(found);
              return;
            }
            try {
              await call.run(found);
            } catch (error) {
              lines.push(`${label} | ${call.name} | FAILED`);
              throw error;
            }
            lines.push(`${label} | ${call.name} | works`);
          });
        }
      });
    }
  }
}

async function connect(
  name: string,
  apiVersion: string | undefined,
  open: () => Promise<TargetAddresses>,
): Promise<SdkTarget | string> {
  const sdk = await loadSdk(name);
  if (typeof sdk === 'string') return sdk;
  const { url, slowUrl } = await open();
  const create = (baseUrl: string) =>
    new sdk.GoogleGenAI({
      apiKey: 'key-of-a-program',
      httpOptions: { baseUrl, ...(apiVersion !== undefined && { apiVersion }) },
    });
  return { client: create(url), slow: create(slowUrl) };
}
