import { expect } from 'chai';
import { awaitFile } from '../../src/attachments/await-file.js';
import { uploadFile } from '../../src/attachments/upload-file.js';
import type { UploadOptions } from '../../src/attachments/upload-options.js';
import { listRecorded, readRecorded } from '../support/recorded-interactions.js';

/** The recorded answers of one upload: to its last piece, to a question after it, to a list, to its deletion. */
async function readLifecycles(): Promise<Uint8Array<ArrayBuffer>[][] | undefined> {
  const entries = await listRecorded('files');
  if (!entries) return undefined;
  const names = [...new Set(entries.map(({ file }) => file.replace(/__\d+\.json$/, '')))];
  return Promise.all(
    names.map((name) =>
      Promise.all(
        entries.filter(({ file }) => file.startsWith(`${name}__`)).map(({ file }) => readRecorded(file)),
      ),
    ),
  );
}

/** A far end that gives these answers in turn. */
function answerWith(answers: Response[]): UploadOptions & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    signal: new AbortController().signal,
    onProgress: () => {},
    wait: async () => {},
    call: async (path, { method = 'GET' }) => {
      asked.push(`${method} ${path}`);
      return answers.shift() ?? raise(path);
    },
  };
}

describe('recorded answers of the file store', () => {
  let lifecycles: Uint8Array<ArrayBuffer>[][] = [];

  before(async function () {
    const read = await readLifecycles();
    if (!read) this.skip();
    lifecycles = read;
    expect(lifecycles.length).to.be.greaterThan(1);
  });

  it('tell where a file is and when it can be used', async () => {
    for (const [finished, looked] of lifecycles) {
      const begun = new Response(null, { headers: { 'x-goog-upload-url': '/upload/files?upload_id=1' } });
      const options = answerWith([begun, new Response(finished), new Response(looked)]);
      const pdf = new File(['%PDF-1.3'], 'apples.pdf', { type: 'application/pdf' });
      const file = await uploadFile(pdf, { name: pdf.name, mimeType: pdf.type }, options);
      const { file: told }: { file: { name: string; uri: string } } = JSON.parse(
        new TextDecoder().decode(finished),
      );
      expect(file).to.deep.equal({ path: `/${told.name}`, uri: told.uri, state: 'active' });
      const processing = { ...(file ?? raise('file')), state: 'processing' as const };
      expect(await awaitFile(processing, options)).to.deep.equal(file);
      expect(options.asked).to.deep.equal([
        'POST /upload/files',
        'POST /upload/files?upload_id=1',
        `GET /${told.name}`,
      ]);
    }
  });

  it('that are of no file are no file', async () => {
    for (const [, , ...others] of lifecycles) {
      for (const other of others) {
        const begun = new Response(null, { headers: { 'x-goog-upload-url': '/upload/files?upload_id=1' } });
        const options = answerWith([begun, new Response(other)]);
        const error: unknown = await uploadFile(
          new File(['x'], 'x.txt'),
          { name: 'x', mimeType: 'text/plain' },
          options,
        ).catch((reason: unknown) => reason);
        expect(error).to.include({ code: 'bad-response' });
      }
    }
  });
});

function raise(what: string): never {
  throw new Error(`The test did not expect ${what}.`);
}
