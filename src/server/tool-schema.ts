import * as v from 'valibot';

const text = v.optional(v.string());
const texts = v.optional(v.array(v.string()));
const flag = v.optional(v.boolean());

/** A tool that a visitor may ask for; which of the kinds a site allows is policy. */
export const toolSchema = v.variant('type', [
  v.strictObject({
    type: v.literal('function'),
    name: v.pipe(v.string(), v.nonEmpty()),
    description: text,
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
    enable_widget: flag,
  }),
  v.strictObject({
    type: v.literal('file_search'),
    file_search_store_names: texts,
    top_k: v.optional(v.pipe(v.number(), v.integer())),
    metadata_filter: text,
  }),
  // Without disabled_safety_policies: safety is the site's to weaken.
  v.strictObject({
    type: v.literal('computer_use'),
    environment: text,
    excluded_predefined_functions: texts,
    enable_prompt_injection_detection: flag,
  }),
  // Without the configurations of other search services, which hold keys.
  v.strictObject({
    type: v.literal('retrieval'),
    retrieval_types: texts,
    vertex_ai_search_config: v.optional(v.strictObject({ engine: text, datastores: texts })),
  }),
  // Only its name: where the server is and how one gets in is the site's.
  v.strictObject({
    type: v.literal('mcp_server'),
    name: v.string(),
    allowed_tools: v.optional(v.array(v.strictObject({ mode: text, tools: texts }))),
  }),
]);

/** A visitor's tool as it was read. */
export type WishedTool = v.InferOutput<typeof toolSchema>;
