import type {
  Environment,
  GenerationConfig,
  ResponseFormat,
  SafetySetting,
  ServiceTier,
  Tool,
} from '../protocol/interaction-request.js';
import type { PageFunction } from '../tools/page-function.js';

/** How much the model thinks before it answers. */
export type ThinkingLevel = 'minimal' | 'low' | 'medium' | 'high';

/** What each request carries besides the conversation; none of it is inherited from the turn before. */
export interface TurnSettings {
  readonly model?: string | undefined;
  /** A managed agent, instead of a model. */
  readonly agent?: string | undefined;
  readonly environment?: Environment | undefined;
  readonly systemInstruction?: string | undefined;
  readonly thinkingLevel?: ThinkingLevel | undefined;
  readonly showThoughts?: boolean | undefined;
  readonly generationConfig?: GenerationConfig | undefined;
  readonly safetySettings?: readonly SafetySetting[] | undefined;
  readonly serviceTier?: ServiceTier | undefined;
  readonly tools?: readonly Tool[] | undefined;
  readonly functions?: readonly PageFunction[] | undefined;
  readonly responseFormat?: ResponseFormat | undefined;
  /** The server keeps nothing: every turn brings all that was said. */
  readonly stateless?: boolean | undefined;
  /** The server goes on working while nobody listens. */
  readonly background?: boolean | undefined;
}

/** Whether the answer is to be JSON; what a page gives may be anything. */
export function wantsData({ responseFormat }: TurnSettings): boolean {
  return [responseFormat].flat().some((format) => {
    const { schema, mime_type: mimeType }: { schema?: unknown; mime_type?: unknown } = Object(format);
    return Boolean(schema) || mimeType === 'application/json';
  });
}
