import * as v from 'valibot';

const text = v.optional(v.string());
const number = v.optional(v.number());

/**
 * Media come with their bytes. A `uri` would have Google fetch an address of the visitor's choice, or open
 * somebody else's file by its name, with the site's key.
 */
const media = { data: v.string(), mime_type: text };

const content = v.variant('type', [
  v.strictObject({
    type: v.literal('text'),
    text: v.string(),
    annotations: v.optional(v.array(v.looseObject({}))),
  }),
  v.strictObject({ type: v.literal('image'), ...media, resolution: text }),
  v.strictObject({ type: v.literal('audio'), ...media, channels: number, sample_rate: number }),
  v.strictObject({ type: v.literal('document'), ...media }),
  v.strictObject({
    type: v.literal('video'),
    ...media,
    name: text,
    resolution: text,
    processing: v.optional(
      v.lazy((value) =>
        typeof value === 'string'
          ? v.string()
          : v.strictObject({ type: v.string(), start_offset: text, end_offset: text, fps: number }),
      ),
    ),
  }),
]);

const contents = v.lazy((value) => {
  if (typeof value === 'string') return v.string();
  return Array.isArray(value) ? v.array(content) : content;
});

const userInput = v.strictObject({ type: v.literal('user_input'), content: contents });

const functionResult = v.strictObject({
  type: v.literal('function_result'),
  call_id: v.string(),
  name: text,
  // A text, content, or any object that a function of the page gave back.
  result: v.lazy((value) => {
    if (typeof value === 'string') return v.string();
    return Array.isArray(value) ? v.array(content) : v.record(v.string(), v.unknown());
  }),
  is_error: v.optional(v.boolean()),
  signature: text,
});

/** What a piece of a model's own step may not hold, whoever says that the model wrote it. */
const foreignMedia = v.check<unknown>(
  (piece) => typeof piece !== 'object' || piece === null || !Object.hasOwn(piece, 'uri'),
);
const pieces = v.optional(
  v.lazy((value) => (Array.isArray(value) ? v.array(v.pipe(v.unknown(), foreignMedia)) : v.unknown())),
);

/**
 * A step that Gemini returned earlier. Without stored conversations it is sent back to the letter, so that its
 * fields stay open, those of steps that this version does not know included.
 */
const modelStep = v.looseObject({
  type: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_]*$/)),
  content: pieces,
  result: pieces,
  summary: pieces,
});

const contentTypes: ReadonlySet<unknown> = new Set(['text', 'image', 'audio', 'document', 'video']);

const item = v.lazy((value) => {
  const type: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'type') : undefined;
  if (type === 'user_input') return userInput;
  if (type === 'function_result') return functionResult;
  return contentTypes.has(type) ? content : modelStep;
});

/** What a visitor may send as `input`: a text, contents, or the steps of a conversation. */
export const inputSchema = v.lazy((value) => {
  if (typeof value === 'string') return v.string();
  return Array.isArray(value) ? v.array(item) : item;
});
