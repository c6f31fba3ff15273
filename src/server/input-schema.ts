import * as v from 'valibot';

/** The test of an address that Gemini is to fetch; undefined where none may be given. */
export type UriCheck = ((uri: string) => boolean) | undefined;

const text = v.optional(v.string());
const number = v.optional(v.number());

const processing = v.optional(
  v.lazy((value) =>
    typeof value === 'string'
      ? v.string()
      : v.strictObject({ type: v.string(), start_offset: text, end_offset: text, fps: number }),
  ),
);

/**
 * Media come with their bytes, unless the site allows an address. Any other would have Google fetch what the
 * visitor chose, or open somebody else's file by its name, with the site's key.
 */
function createContent(allowsUri: UriCheck) {
  const media = {
    data: allowsUri ? text : v.string(),
    uri: v.optional(allowsUri ? v.pipe(v.string(), v.check(allowsUri)) : v.never()),
    mime_type: text,
  };
  const anyContent = v.variant('type', [
    v.strictObject({
      type: v.literal('text'),
      text: v.string(),
      annotations: v.optional(v.array(v.looseObject({}))),
    }),
    v.strictObject({ type: v.literal('image'), ...media, resolution: text }),
    v.strictObject({ type: v.literal('audio'), ...media, channels: number, sample_rate: number }),
    v.strictObject({ type: v.literal('document'), ...media }),
    v.strictObject({ type: v.literal('video'), ...media, name: text, resolution: text, processing }),
  ]);
  return v.pipe(
    anyContent,
    v.check((value) => value.type === 'text' || (value.data === undefined) !== (value.uri === undefined)),
  );
}

const contentTypes: ReadonlySet<unknown> = new Set(['text', 'image', 'audio', 'document', 'video']);

/** What a visitor may send as `input`: a text, contents, or the steps of a conversation. */
export function createInputSchema(allowsUri: UriCheck) {
  const content = createContent(allowsUri);
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
  const modelStep = createModelStep(allowsUri);
  const item = v.lazy((value) => {
    const type = readType(value);
    if (type === 'user_input') return userInput;
    if (type === 'function_result') return functionResult;
    return contentTypes.has(type) ? content : modelStep;
  });
  return v.lazy((value) => {
    if (typeof value === 'string') return v.string();
    return Array.isArray(value) ? v.array(item) : item;
  });
}

/**
 * A step that Gemini returned earlier. Without stored conversations it is sent back to the letter, so that its
 * fields stay open, those of steps that this version does not know included. Only addresses are looked at,
 * whoever says that the model wrote them.
 */
function createModelStep(allowsUri: UriCheck) {
  const isAllowed = (value: unknown): boolean => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'uri')) return true;
    const uri: unknown = Reflect.get(value, 'uri');
    return typeof uri === 'string' && allowsUri?.(uri) === true;
  };
  const piece = v.pipe(v.unknown(), v.check(isAllowed));
  const pieces = v.optional(v.lazy((value) => (Array.isArray(value) ? v.array(piece) : piece)));
  // An object that is no list is data and not content: nothing in it is fetched.
  const result = v.optional(v.lazy((value) => (Array.isArray(value) ? v.array(piece) : v.unknown())));
  const step = v.looseObject({
    type: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_]*$/)),
    content: pieces,
    result,
    summary: pieces,
  });
  return v.pipe(
    step,
    v.check((value) => isAllowed(value)),
  );
}

function readType(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, 'type') : undefined;
}
