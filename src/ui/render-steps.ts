import { html, nothing, type TemplateResult } from 'lit';
import type { Message } from '../conversation/message.js';
import type { Strings } from '../i18n/english.js';
import type { Content, Step } from '../protocol/step.js';
import { chevronIcon } from './icons.js';

/** Whether something was done that stands for an answer in words; thoughts alone do not. */
export function hasVisibleSteps(message: Message): boolean {
  return message.steps.some((step) => stepName(step) !== undefined);
}

/** What the model did before and beside its answer: a fold-out of its thoughts, and a line for each other step. */
export function renderSteps(message: Message, strings: Strings): TemplateResult | typeof nothing {
  const thoughts = message.steps.map(thoughtSummary).filter(Boolean);
  const names = message.steps.map(stepName).filter((name) => name !== undefined);
  const isThinking = message.status === 'streaming' && !message.text;
  if (thoughts.length === 0 && names.length === 0) return nothing;
  return html`
    ${
      thoughts.length > 0
        ? html`<details part="thoughts">
            <summary>${chevronIcon}<span>${isThinking ? strings.thinking : strings.thoughts}</span></summary>
            <div class="thought">
              ${thoughts.flatMap((thought) => thought.split(/\n\s*\n/u)).map(renderThought)}
            </div>
          </details>`
        : nothing
    }
    ${
      names.length > 0
        ? html`<ul class="steps">
            ${names.map((name) => html`<li part="step">${strings.usedStep(name)}</li>`)}
          </ul>`
        : nothing
    }
  `;
}

function thoughtSummary(step: Step): string {
  if (step.type !== 'thought' || !('summary' in step) || !Array.isArray(step.summary)) return '';
  return listContents(step.summary)
    .map((content) => (content.type === 'text' ? content.text : ''))
    .join('')
    .trim();
}

/** The model marks up the titles of its thoughts, and little else: that needs no markdown renderer. */
function renderThought(paragraph: string): TemplateResult {
  const title = /^\s*\*\*([^*]+)\*\*\s*$/u.exec(paragraph)?.[1];
  if (title) return html`<p dir="auto"><strong>${title}</strong></p>`;
  return html`<p dir="auto">${paragraph.replaceAll('**', '').trim()}</p>`;
}

/** The name of a step that was done for the answer; results belong to their call and are not named again. */
function stepName(step: Step): string | undefined {
  if (step.type === 'model_output') return mediaName(step);
  if (step.type === 'thought' || step.type === 'user_input' || step.type.endsWith('_result'))
    return undefined;
  const name = 'name' in step && typeof step.name === 'string' ? step.name : undefined;
  return name ?? step.type.replace(/_call$/, '').replaceAll('_', ' ');
}

/** What a far end sends may hold anything. */
function listContents(list: readonly unknown[]): Content[] {
  return list.filter(
    (content): content is Content => typeof content === 'object' && content !== null && 'type' in content,
  );
}

function mediaName(step: Step): string | undefined {
  if (!('content' in step) || !Array.isArray(step.content)) return undefined;
  const media = listContents(step.content).filter((content) => content.type !== 'text');
  return (
    media.map((content) => ('mime_type' in content && content.mime_type) || content.type).join(', ') ||
    undefined
  );
}
