import type { ToolType } from './chat-handler-options.js';
import type { ChatPolicy, LivePolicy, UploadPolicy } from './read-options.js';

/** What `GET /config` tells a page: all that it needs in order not to ask for more than the site allows. */
export interface SiteConfig {
  readonly models: readonly string[];
  readonly defaultModel: string;
  readonly agents: readonly string[];
  readonly tools: readonly ToolType[];
  /** Names of the tool servers that a request may name. */
  readonly mcpServers: readonly string[];
  readonly maxOutputTokens: number;
  readonly maxBodyBytes: number;
  /** Steps, or contents, that one request may have. */
  readonly maxSteps: number;
  readonly serviceTiers: readonly string[];
  /** Whether the site gives the instruction, so that a page's own is without effect. */
  readonly systemInstructionLocked: boolean;
  /** Whether the generateContent API is here beside the Interactions API. */
  readonly generateContent: boolean;
  /** Whether answers can be made in the background, and interactions be asked for by their id. */
  readonly background: boolean;
  readonly uploads: UploadPolicy | false;
  /** What a session with the Live API would be; `false` where there is no token for one. */
  readonly live: LivePolicy | false;
  readonly uriHosts: readonly string[];
}

/** The public side of the policy; no instruction, no address, no key. */
export function describeSite(policy: ChatPolicy): SiteConfig {
  const {
    models,
    agents,
    tools,
    maxOutputTokens,
    maxBodyBytes,
    maxSteps,
    serviceTiers,
    background,
    uploads,
    live,
    uriHosts,
  } = policy;
  return {
    models,
    defaultModel: models[0],
    agents,
    tools,
    mcpServers: policy.mcpServers.map(({ name }) => name),
    maxOutputTokens,
    maxBodyBytes,
    maxSteps,
    serviceTiers,
    systemInstructionLocked: policy.systemInstruction !== undefined,
    generateContent: true,
    background,
    uploads,
    live,
    uriHosts,
  };
}
