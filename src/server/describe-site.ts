import type { ToolType } from './chat-handler-options.js';
import type { ChatPolicy } from './read-options.js';

/** What `GET /config` tells a page: all that it needs in order not to ask for more than the site allows. */
export interface SiteConfig {
  readonly models: readonly string[];
  readonly defaultModel: string;
  readonly tools: readonly ToolType[];
  readonly maxOutputTokens: number;
  readonly maxBodyBytes: number;
  /** Whether the site gives the instruction, so that a page's own is without effect. */
  readonly systemInstructionLocked: boolean;
}

/** The public side of the policy; no instruction, no address, no key. */
export function describeSite(policy: ChatPolicy): SiteConfig {
  const { models, tools, maxOutputTokens, maxBodyBytes } = policy;
  return {
    models,
    defaultModel: models[0],
    tools,
    maxOutputTokens,
    maxBodyBytes,
    systemInstructionLocked: policy.systemInstruction !== undefined,
  };
}
