import * as v from 'valibot';

const text = v.optional(v.string());
const number = v.optional(v.number());

const format = v.variant('type', [
  v.strictObject({
    type: v.literal('text'),
    mime_type: text,
    // A JSON Schema, which Gemini checks.
    schema: v.optional(v.record(v.string(), v.unknown())),
  }),
  v.strictObject({
    type: v.literal('image'),
    mime_type: text,
    aspect_ratio: text,
    image_size: text,
    delivery: text,
  }),
  v.strictObject({
    type: v.literal('audio'),
    mime_type: text,
    sample_rate: number,
    bit_rate: number,
    delivery: text,
  }),
  // Without gcs_uri, which would have Google write into a bucket.
  v.strictObject({
    type: v.literal('video'),
    aspect_ratio: text,
    duration: text,
    resolution: text,
    delivery: text,
  }),
]);

/** The form of the answer that a visitor may ask for: one, or one for each kind of content. */
export const responseFormatSchema = v.lazy((value) => (Array.isArray(value) ? v.array(format) : format));
