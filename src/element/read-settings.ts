import type { TurnSettings } from '../conversation/turn-settings.js';
import type { ConfiguredElement } from './configured-element.js';

/** The settings of the next turn, as the page has set them by now; what is empty says nothing. */
export function readSettings(page: ConfiguredElement): TurnSettings {
  const { showThoughts, generationConfig, safetySettings, tools, functions, responseFormat, background } =
    page;
  return {
    model: page.model || undefined,
    agent: page.agent || undefined,
    environment: page.environment || undefined,
    systemInstruction: page.systemInstruction || undefined,
    thinkingLevel: page.thinkingLevel || undefined,
    serviceTier: page.serviceTier || undefined,
    showThoughts,
    generationConfig,
    safetySettings,
    tools,
    functions,
    responseFormat,
    background,
    // generateContent remembers nothing.
    stateless: page.stateless || page.api === 'generate-content',
  };
}
