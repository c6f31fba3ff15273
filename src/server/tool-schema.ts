import * as v from 'valibot';

const texts = v.optional(v.array(v.string()));

/** A tool that a visitor may ask for; which of the kinds a site allows is policy. */
export const toolSchema = v.variant('type', [
  v.strictObject({
    type: v.literal('function'),
    name: v.pipe(v.string(), v.nonEmpty()),
    description: v.optional(v.string()),
    // A JSON Schema, which Gemini checks; it names no address that anything would fetch.
    parameters: v.optional(v.record(v.string(), v.unknown())),
  }),
  v.strictObject({ type: v.literal('google_search'), search_types: texts }),
  v.strictObject({ type: v.literal('url_context') }),
  v.strictObject({ type: v.literal('code_execution') }),
  v.strictObject({
    type: v.literal('google_maps'),
    latitude: v.optional(v.number()),
    longitude: v.optional(v.number()),
    enable_widget: v.optional(v.boolean()),
  }),
  v.strictObject({
    type: v.literal('file_search'),
    file_search_store_names: texts,
    top_k: v.optional(v.pipe(v.number(), v.integer())),
    metadata_filter: v.optional(v.string()),
  }),
]);
