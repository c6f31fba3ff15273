import type { Step } from '../protocol/step.js';
import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import { refuse } from './check-fields.js';
import { listObjects } from './list-objects.js';
import { fieldsOf, textField } from './read-step.js';

const kinds: ReadonlySet<string> = new Set(['image', 'audio', 'video']);

/** Media as the Interactions API has it; what is neither seen nor heard is a document. */
function readMedia(part: WireObject): WireObject | undefined {
  const { inlineData, fileData } = part;
  const source = isWireObject(inlineData) ? inlineData : fileData;
  if (!isWireObject(source)) return undefined;
  const mimeType = textField(source, 'mimeType');
  const uri = textField(source, 'fileUri');
  const kind = mimeType.split('/')[0] ?? '';
  const isFilm = !mimeType && /^https:\/\/(?:www\.youtube\.com|youtu\.be)\//.test(uri);
  const type = isFilm ? 'video' : kinds.has(kind) ? kind : 'document';
  return {
    type,
    ...(mimeType ? { mime_type: mimeType } : {}),
    ...(uri ? { uri } : { data: textField(source, 'data') }),
  };
}

function readContent(part: WireObject): WireObject | undefined {
  const { text } = part;
  return typeof text === 'string' ? { type: 'text', text } : readMedia(part);
}

/** Collects the steps of a conversation that comes as roles and parts. */
class StepReader {
  readonly steps: Step[] = [];
  #calls = 0;
  #open: { readonly id: string; readonly name: string }[] = [];

  readUserPart(part: WireObject): void {
    const { functionResponse: answer } = part;
    if (isWireObject(answer)) this.#readAnswer(answer);
    else this.#addContent('user_input', 'content', readContent(part));
  }

  readModelPart(part: WireObject): void {
    const { functionCall, executableCode, codeExecutionResult, thought } = part;
    if (isWireObject(functionCall)) this.#readCall(functionCall, part);
    else if (isWireObject(executableCode)) {
      this.steps.push({
        type: 'code_execution_call',
        id: textField(executableCode, 'id') || `code-${this.steps.length}`,
        arguments: {
          language: textField(executableCode, 'language').toLowerCase(),
          code: executableCode['code'],
        },
      });
    } else if (isWireObject(codeExecutionResult)) {
      const call = this.steps.findLast(({ type }) => type === 'code_execution_call');
      this.steps.push({
        type: 'code_execution_result',
        call_id: call ? fieldsOf(call)['id'] : '',
        result: textField(codeExecutionResult, 'output'),
        is_error: codeExecutionResult['outcome'] !== 'OUTCOME_OK',
      });
    } else if (thought === true) this.#addContent('thought', 'summary', readContent(part));
    else this.#addContent('model_output', 'content', readContent(part));
  }

  /** Parts of one step stand together; what was said before must be another's. */
  #addContent(type: string, list: string, content: WireObject | undefined): void {
    if (!content) return;
    const last = this.steps.at(-1);
    const before = last?.type === type ? fieldsOf(last)[list] : undefined;
    if (Array.isArray(before)) this.steps[this.steps.length - 1] = { type, [list]: [...before, content] };
    else this.steps.push({ type, [list]: [content] });
  }

  #readCall(call: WireObject, { thoughtSignature }: WireObject): void {
    this.#calls += 1;
    const name = textField(call, 'name');
    const id = textField(call, 'id') || `call-${this.#calls}`;
    this.#open.push({ id, name });
    this.steps.push({
      type: 'function_call',
      id,
      name,
      arguments: isWireObject(call['args']) ? call['args'] : {},
      ...(thoughtSignature ? { signature: thoughtSignature } : {}),
    });
  }

  #readAnswer(answer: WireObject): void {
    const name = textField(answer, 'name');
    const id = textField(answer, 'id');
    // A call without an id is answered by its name, in order.
    const index = this.#open.findIndex((call) => (id ? call.id === id : call.name === name));
    const [call] = index === -1 ? [] : this.#open.splice(index, 1);
    if (!call) refuse(`The function response '${name}' answers no function call before it.`);
    const response = isWireObject(answer['response']) ? answer['response'] : {};
    const isError = response['error'] !== undefined;
    this.steps.push({
      type: 'function_result',
      call_id: call.id,
      name: call.name,
      result: response['error'] ?? response['output'] ?? response['result'] ?? response,
      ...(isError ? { is_error: true } : {}),
    });
  }
}

/** The steps that the contents of a request to generate content stand for. */
export function readContents(contents: unknown): Step[] {
  const reader = new StepReader();
  for (const content of listObjects(contents)) {
    for (const part of listObjects(content['parts'])) {
      if (content['role'] === 'model') reader.readModelPart(part);
      else reader.readUserPart(part);
    }
  }
  return reader.steps;
}

/**
 * Refuses a turn whose function calls come back without what the model thought: the first call of each of its
 * steps carries the signature. Models before Gemini 3 do not mind.
 */
export function checkCallSignatures(contents: unknown, model: string): void {
  if (/^gemini-[12]\b/.test(model)) return;
  const all = listObjects(contents);
  const asked = all.findLastIndex(
    ({ role, parts }) =>
      role !== 'model' && listObjects(parts).some((part) => part['functionResponse'] === undefined),
  );
  for (const [index, content] of all.entries()) {
    if (index <= asked || content['role'] !== 'model') continue;
    const first = listObjects(content['parts']).find((part) => isWireObject(part['functionCall']));
    if (!first || first['thoughtSignature']) continue;
    const call = first['functionCall'];
    const name = isWireObject(call) ? textField(call, 'name') : '';
    refuse(
      `Function call is missing a thought_signature in functionCall parts: '${name}' in contents[${index}]. ` +
        'Send every part of the model back as it came.',
    );
  }
}
