import * as v from 'valibot';

const text = v.optional(v.string());
const texts = v.optional(v.array(v.string()));
const number = v.optional(v.number());
const integer = v.optional(v.pipe(v.number(), v.integer()));
const flag = v.optional(v.boolean());

const voiceConfig = v.optional(
  v.strictObject({ prebuiltVoiceConfig: v.optional(v.strictObject({ voiceName: text })) }),
);

/** The `generationConfig` that a visitor may send. Open enums stay texts: Gemini knows its own values best. */
export const classicConfigSchema = v.strictObject({
  maxOutputTokens: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  // Each further candidate would cost a reply more.
  candidateCount: v.optional(v.literal(1)),
  stopSequences: texts,
  seed: integer,
  temperature: number,
  topP: number,
  topK: number,
  presencePenalty: number,
  frequencyPenalty: number,
  responseLogprobs: flag,
  logprobs: integer,
  responseMimeType: text,
  responseSchema: v.optional(v.record(v.string(), v.unknown())),
  responseJsonSchema: v.optional(v.record(v.string(), v.unknown())),
  responseModalities: texts,
  mediaResolution: text,
  thinkingConfig: v.optional(
    v.strictObject({ includeThoughts: flag, thinkingBudget: integer, thinkingLevel: text }),
  ),
  speechConfig: v.optional(
    v.strictObject({
      languageCode: text,
      voiceConfig,
      multiSpeakerVoiceConfig: v.optional(
        v.strictObject({
          speakerVoiceConfigs: v.array(v.strictObject({ speaker: text, voiceConfig })),
        }),
      ),
    }),
  ),
  imageConfig: v.optional(v.strictObject({ aspectRatio: text, imageSize: text })),
});
