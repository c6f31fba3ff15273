import * as v from 'valibot';

const text = v.string();
const texts = v.array(text);
const optionalText = v.optional(text);

const speech = v.strictObject({ voice: optionalText, language: optionalText, speaker: optionalText });

const transcriptionMode = v.union([
  text,
  // Google adds settings to this mode object; none of them can hold more than a number, text or list.
  v.record(text, v.union([text, v.number(), v.boolean(), texts])),
]);

/** The `generation_config` that a visitor may send. Open enums stay texts: Gemini knows its own values best. */
export const generationConfigSchema = v.strictObject({
  thinking_level: optionalText,
  thinking_summaries: optionalText,
  max_output_tokens: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  seed: v.optional(v.pipe(v.number(), v.integer())),
  stop_sequences: v.optional(texts),
  temperature: v.optional(v.number()),
  top_p: v.optional(v.number()),
  tool_choice: v.optional(
    v.lazy((value) =>
      typeof value === 'string'
        ? text
        : v.strictObject({
            allowed_tools: v.strictObject({ mode: optionalText, tools: v.optional(texts) }),
          }),
    ),
  ),
  speech_config: v.optional(
    v.lazy((value) =>
      Array.isArray(value) ? v.array(speech) : v.strictObject({ speakers: v.array(speech) }),
    ),
  ),
  transcription_config: v.optional(
    v.strictObject({
      mode: v.optional(transcriptionMode),
      custom_vocabulary: v.optional(texts),
      adaptation_phrases: v.optional(texts),
      language_codes: v.optional(texts),
      language_hints: v.optional(texts),
      timestamp_granularities: v.optional(texts),
      diarization_mode: optionalText,
    }),
  ),
  video_config: v.optional(v.strictObject({ task: optionalText })),
  image_config: v.optional(v.strictObject({ aspect_ratio: optionalText, image_size: optionalText })),
});
