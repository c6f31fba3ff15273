import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { File, GoogleGenAI } from '@google/genai';
import { createPartFromUri, FileState } from '@google/genai';
import { findRefusal, model } from './sdk-call.js';
import type { SdkCall } from './sdk-call.js';

const words = 'Ferns like shade, and water now and then.';

async function upload(
  { files }: GoogleGenAI,
  text = words,
  mimeType = 'text/plain',
): Promise<Required<Pick<File, 'name' | 'uri'>> & File> {
  const file = await files.upload({
    file: new Blob([text], { type: mimeType }),
    config: { displayName: 'ferns.txt', mimeType },
  });
  const { name, uri } = file;
  assert.ok(name && uri);
  return { ...file, name, uri };
}

/** What is done with files. */
export const fileCalls: readonly SdkCall[] = [
  {
    name: 'files.upload and files.get',
    async run({ client }) {
      const { name, uri, state } = await upload(client);
      assert.equal(state, 'ACTIVE');
      const found = await client.files.get({ name });
      assert.equal(found.name, name);
      assert.equal(found.uri, uri);
      assert.equal(found.mimeType, 'text/plain');
      assert.equal(Number(found.sizeBytes), new TextEncoder().encode(words).length);
    },
  },
  {
    name: 'files.upload in several pieces',
    async run({ client }) {
      // The SDK sends pieces of eight mebibytes.
      const { name } = await upload(client, 'fern '.repeat(3_500_000));
      assert.equal(Number((await client.files.get({ name })).sizeBytes), 17_500_000);
    },
  },
  {
    name: 'files.get until a film is ready',
    async run({ client }) {
      const { name } = await upload(client, 'no real film', 'video/mp4');
      let { state } = await client.files.get({ name });
      for (let attempt = 0; attempt < 20 && state === FileState.PROCESSING; attempt += 1) {
        await pause(20);
        ({ state } = await client.files.get({ name }));
      }
      assert.equal(state, 'ACTIVE');
    },
  },
  {
    name: 'files.upload and the file in a message of interactions.create',
    async run({ client }) {
      const { uri } = await upload(client);
      const answer = await client.interactions.create({
        model,
        input: [
          { type: 'text', text: 'What is this?' },
          { type: 'document', uri, mime_type: 'text/plain' },
        ],
      });
      assert.match(answer.output_text ?? '', /ferns\\\.txt|ferns\.txt/);
    },
  },
  {
    name: 'files.upload and the file in a message of models.generateContent',
    async run({ client }) {
      const { uri } = await upload(client);
      const contents = ['What is this?', createPartFromUri(uri, 'text/plain')];
      const answer = await client.models.generateContent({ model, contents });
      assert.match(answer.text ?? '', /ferns\\\.txt|ferns\.txt/);
    },
  },
  {
    name: 'files.delete',
    async run({ client }) {
      const { name } = await upload(client);
      await client.files.delete({ name });
      const status = await findRefusal(client.files.get({ name }));
      assert.ok(status === 403 || status === 404, `a deleted file is answered by ${status}`);
    },
  },
];
