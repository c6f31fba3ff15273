import type { ThinkingLevel, TurnSettings } from '../conversation/turn-settings.js';

/** What the attributes and properties of the tag say about a turn; an empty one says nothing. */
export interface SettingsSource {
  readonly model: string;
  readonly systemInstruction: string;
  readonly thinkingLevel: ThinkingLevel | '';
  readonly showThoughts: boolean;
  readonly generationConfig: TurnSettings['generationConfig'];
  readonly tools: TurnSettings['tools'];
}

/** The settings of the next turn, as the page has set them by now. */
export function readSettings(source: SettingsSource): TurnSettings {
  const { model, systemInstruction, thinkingLevel, showThoughts, generationConfig, tools } = source;
  return {
    model: model || undefined,
    systemInstruction: systemInstruction || undefined,
    thinkingLevel: thinkingLevel || undefined,
    showThoughts,
    generationConfig,
    tools,
  };
}
