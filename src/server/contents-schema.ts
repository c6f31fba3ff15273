import * as v from 'valibot';
import type { UriCheck } from './input-schema.js';

const text = v.optional(v.string());
const number = v.optional(v.number());

/** The parts that a visitor may write, and those of the model that are sent back to the letter. */
function createPartSchemas(allowsUri: UriCheck) {
  const inlineData = v.optional(v.strictObject({ mimeType: text, data: v.string(), displayName: text }));
  const fileData = v.optional(
    v.strictObject({
      mimeType: text,
      fileUri: v.pipe(
        v.string(),
        v.check((uri) => allowsUri?.(uri) === true),
      ),
      displayName: text,
    }),
  );
  const functionResponse = v.optional(
    v.strictObject({
      id: text,
      name: text,
      // Whatever a function of the page gave back.
      response: v.optional(v.record(v.string(), v.unknown())),
      parts: v.optional(v.array(v.strictObject({ inlineData, fileData }))),
      scheduling: text,
      willContinue: v.optional(v.boolean()),
    }),
  );
  const visitorPart = v.strictObject({
    text,
    inlineData,
    fileData,
    functionResponse,
    thoughtSignature: text,
    videoMetadata: v.optional(v.strictObject({ startOffset: text, endOffset: text, fps: number })),
    mediaProcessing: text,
    mediaResolution: v.optional(v.strictObject({ level: text, numTokens: number })),
  });
  // Open, for parts that this version does not know; Gemini would read a name in the other style as well.
  const modelPart = v.pipe(
    v.looseObject({ inlineData, fileData, functionResponse }),
    v.check((part) => Object.keys(part).every((name) => /^[a-z][A-Za-z0-9]*$/.test(name))),
  );
  return { visitorPart, modelPart };
}

/** What a visitor may send as `contents`. */
export function createContentsSchema(allowsUri: UriCheck) {
  const { visitorPart, modelPart } = createPartSchemas(allowsUri);
  const visitorContent = v.strictObject({
    role: v.optional(v.picklist(['user', 'function'])),
    parts: v.array(visitorPart),
  });
  const modelContent = v.strictObject({ role: v.literal('model'), parts: v.array(modelPart) });
  return v.array(
    v.lazy((value) => {
      const isModel = typeof value === 'object' && value !== null && Reflect.get(value, 'role') === 'model';
      return isModel ? modelContent : visitorContent;
    }),
  );
}
