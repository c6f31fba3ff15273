import type { InteractionRequest } from '../protocol/interaction-request.js';
import type { Content, Step } from '../protocol/step.js';
import type { Message } from './message.js';
import type { TurnSettings } from './turn-settings.js';

/**
 * The next request of a conversation that the server remembers: everything said since the last reply it
 * finished, and that reply's id. Nothing is sent that was not set.
 */
export function buildRequest(history: readonly Message[], settings: TurnSettings): InteractionRequest {
  const { input, previousId } = inputSinceLastReply(history);
  const generationConfig = buildGenerationConfig(settings);
  return {
    ...(settings.model && { model: settings.model }),
    input,
    ...(settings.systemInstruction && { system_instruction: settings.systemInstruction }),
    ...(generationConfig && { generation_config: generationConfig }),
    ...(settings.tools?.length && { tools: [...settings.tools] }),
    ...(previousId && { previous_interaction_id: previousId }),
    stream: true,
  };
}

function inputSinceLastReply(history: readonly Message[]): {
  input: Content[] | Step[];
  previousId: string | undefined;
} {
  const anchor = history.findLastIndex((message) => isRemembered(message));
  const steps = history.slice(anchor + 1).flatMap((message) => stepsToSend(message));
  const [only, ...others] = steps;
  return {
    input: only && isUserInput(only) && others.length === 0 ? only.content : steps,
    previousId: history[anchor]?.interactionId,
  };
}

/** The server can only continue from a reply that it finished and kept. */
function isRemembered(message: Message): boolean {
  return Boolean(message.interactionId) && (message.status === 'complete' || message.status === 'truncated');
}

function stepsToSend(message: Message): readonly Step[] {
  // A question that never reached the model is not history; its reader sees it as not sent.
  if (message.role === 'user') return message.status === 'error' ? [] : message.steps;
  // Of a reply that was cut short only what was said counts: a thought or a call without its end is refused.
  return message.status === 'complete'
    ? message.steps
    : message.steps.filter((step) => step.type === 'model_output');
}

function isUserInput(step: Step): step is Step & { content: Content[] } {
  return step.type === 'user_input' && 'content' in step && Array.isArray(step.content);
}

function buildGenerationConfig(settings: TurnSettings): TurnSettings['generationConfig'] {
  const config: TurnSettings['generationConfig'] = {
    ...settings.generationConfig,
    ...(settings.thinkingLevel && { thinking_level: settings.thinkingLevel }),
    ...(settings.showThoughts && { thinking_summaries: 'auto' as const }),
  };
  return Object.keys(config).length > 0 ? config : undefined;
}
