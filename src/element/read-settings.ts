import type { TurnSettings } from '../conversation/turn-settings.js';
import type { ConfiguredElement } from './configured-element.js';

/** The settings of the next turn, as the page has set them by now; what is empty says nothing. */
export function readSettings(page: ConfiguredElement): TurnSettings {
  return {
    model: page.model,
    agent: page.agent,
    environment: page.environment,
    systemInstruction: page.systemInstruction,
    thinkingLevel: page.thinkingLevel || undefined,
    serviceTier: page.serviceTier || undefined,
    showThoughts: page.showThoughts,
    generationConfig: page.generationConfig,
    safetySettings: page.safetySettings,
    tools: page.tools,
    functions: page.functions,
    responseFormat: page.responseFormat,
    background: page.background,
    // generateContent remembers nothing.
    stateless: page.stateless || page.api === 'generate-content',
  };
}
