import * as v from 'valibot';
import type { ToolType } from './chat-handler-options.js';

const text = v.optional(v.string());
const texts = v.optional(v.array(v.string()));
const nothing = v.strictObject({});
/** A JSON Schema or OpenAPI schema, which Gemini checks. */
const schema = v.optional(v.record(v.string(), v.unknown()));

const functionDeclaration = v.strictObject({
  name: v.pipe(v.string(), v.nonEmpty()),
  description: text,
  parameters: schema,
  parametersJsonSchema: schema,
  response: schema,
  responseJsonSchema: schema,
});

/** A tool of generateContent that a visitor may ask for; which of the kinds a site allows is policy. */
export const classicToolSchema = v.strictObject({
  functionDeclarations: v.optional(v.array(functionDeclaration)),
  googleSearch: v.optional(
    v.strictObject({
      searchTypes: v.optional(
        v.strictObject({ webSearch: v.optional(nothing), imageSearch: v.optional(nothing) }),
      ),
      timeRangeFilter: v.optional(v.strictObject({ startTime: text, endTime: text })),
      excludeDomains: texts,
    }),
  ),
  urlContext: v.optional(nothing),
  codeExecution: v.optional(nothing),
  googleMaps: v.optional(v.strictObject({ enableWidget: v.optional(v.boolean()) })),
  fileSearch: v.optional(
    v.strictObject({
      fileSearchStoreNames: texts,
      topK: v.optional(v.pipe(v.number(), v.integer())),
      metadataFilter: text,
    }),
  ),
  // Without disabledSafetyPolicies: safety is the site's to weaken.
  computerUse: v.optional(
    v.strictObject({
      environment: text,
      excludedPredefinedFunctions: texts,
      enablePromptInjectionDetection: v.optional(v.boolean()),
    }),
  ),
});

/** A visitor's tool as it was read. */
export type ClassicTool = v.InferOutput<typeof classicToolSchema>;

/** What a site's policy calls each kind. */
export const classicToolTypes: Readonly<Record<keyof ClassicTool, ToolType>> = {
  functionDeclarations: 'function',
  googleSearch: 'google_search',
  urlContext: 'url_context',
  codeExecution: 'code_execution',
  googleMaps: 'google_maps',
  fileSearch: 'file_search',
  computerUse: 'computer_use',
};
