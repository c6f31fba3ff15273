import * as v from 'valibot';

const text = v.optional(v.string());

/** What a visitor may set of how an agent works; nothing of it opens the site's own data. */
export const agentConfigSchema = v.variant('type', [
  v.strictObject({
    type: v.literal('antigravity'),
    model: text,
    max_total_tokens: v.optional(v.pipe(v.string(), v.regex(/^\d{1,12}$/))),
  }),
  v.strictObject({
    type: v.literal('deep-research'),
    thinking_summaries: text,
    visualization: text,
    collaborative_planning: v.optional(v.boolean()),
  }),
]);

/** A new environment, or one by its id. Its other form can mount sources and open the network. */
export const environmentSchema = v.pipe(v.string(), v.regex(/^\w[\w.~-]{0,299}$/));
