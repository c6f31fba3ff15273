import type { InteractionRequest } from '../protocol/interaction-request.js';
import type { Content, Step } from '../protocol/step.js';
import { declareFunctions } from '../tools/declare-functions.js';
import type { Message } from './message.js';
import type { TurnSettings } from './turn-settings.js';

interface RequestOptions {
  /** The server does not know what was said before. */
  readonly whole?: boolean | undefined;
  /** The steps of the reply that is under way. */
  readonly soFar?: readonly Step[];
}

/**
 * The next request of a conversation. Where the server remembers it: everything said since the last reply it
 * finished, and that reply's id; where it does not, or has forgotten (`whole`), all that was said, every step as
 * it came. Nothing is sent that was not set.
 */
export function buildRequest(
  history: readonly Message[],
  settings: TurnSettings,
  { whole = settings.stateless, soFar = [] }: RequestOptions = {},
): InteractionRequest {
  const anchor = whole ? -1 : history.findLastIndex((message) => isRemembered(message));
  const steps = [...history.slice(anchor + 1).flatMap((message) => stepsToSend(message)), ...soFar];
  const [only, ...others] = steps;
  const previousId = history[anchor]?.interactionId;
  return {
    ...buildSettings(settings),
    input: only && isUserInput(only) && others.length === 0 ? only.content : steps,
    ...(previousId && { previous_interaction_id: previousId }),
  };
}

/** What each request says beside the conversation: nothing of it is inherited from the one before. */
export function buildSettings(settings: TurnSettings): InteractionRequest {
  const { agent, background, functions, generationConfig, stateless, showThoughts, thinkingLevel } = settings;
  return {
    ...leaveOutEmpty({
      // An agent is asked in place of a model.
      [agent ? 'agent' : 'model']: agent || settings.model,
      environment: settings.environment,
      system_instruction: settings.systemInstruction,
      generation_config: {
        ...generationConfig,
        ...(thinkingLevel && { thinking_level: thinkingLevel }),
        ...(showThoughts && { thinking_summaries: 'auto' as const }),
      },
      safety_settings: [...(settings.safetySettings ?? [])],
      service_tier: settings.serviceTier,
      tools: [...(settings.tools ?? []), ...declareFunctions(functions ?? [])],
      response_format: settings.responseFormat,
      // What nobody stores cannot be asked for later.
      background: background && !stateless,
    }),
    ...(stateless && { store: false }),
    stream: true,
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

/** What is set: no empty text, list or object. */
function leaveOutEmpty(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => value && (typeof value !== 'object' || Object.keys(value).length > 0),
    ),
  );
}
