import type { GenerationConfig, Tool } from '../protocol/interaction-request.js';

/** How much the model thinks before it answers. */
export type ThinkingLevel = 'minimal' | 'low' | 'medium' | 'high';

/** What each request carries besides the conversation; none of it is inherited from the turn before. */
export interface TurnSettings {
  readonly model?: string | undefined;
  readonly systemInstruction?: string | undefined;
  readonly thinkingLevel?: ThinkingLevel | undefined;
  readonly showThoughts?: boolean | undefined;
  readonly generationConfig?: GenerationConfig | undefined;
  readonly tools?: readonly Tool[] | undefined;
}
