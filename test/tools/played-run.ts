import type { Step } from '../../src/protocol/step.js';
import type { FunctionCall } from '../../src/tools/function-call.js';
import type { PageFunction } from '../../src/tools/page-function.js';
import type { UnansweredCall } from '../../src/tools/prepare-call.js';
import { runFunctions } from '../../src/tools/run-functions.js';

/** A call as the model makes it; with `malformed`, one whose arguments were no JSON object. */
export function callOf(
  name: unknown,
  args?: unknown,
  { id = String(name), malformed }: { id?: unknown; malformed?: string } = {},
): UnansweredCall {
  const step = { type: 'function_call', id, name, arguments: args };
  return malformed === undefined ? { step } : { step, malformed };
}

interface RunSetup {
  readonly permit?: (call: FunctionCall, run: PlayedRun) => boolean;
  readonly onChange?: (calls: readonly FunctionCall[]) => void;
  readonly stopped?: Error;
  /** Calls that the far end has taken back before they could begin. */
  readonly takenBack?: readonly string[];
}

/** Calls under way, with a reader who answers when the test says so. */
export class PlayedRun {
  readonly changes: (readonly FunctionCall[])[] = [];
  readonly asked: FunctionCall[] = [];
  readonly permitted: FunctionCall[] = [];
  readonly results: Promise<Step[]>;
  readonly #stopping = new AbortController();
  readonly #takenBack = new Map<string, AbortController>();
  readonly #answers = new Map<string, (accepted: boolean) => void>();

  /** `functions` is whatever a page in plain JavaScript may have set. */
  constructor(calls: readonly UnansweredCall[], functions: unknown, setup: RunSetup = {}) {
    const { permit = () => true, onChange, stopped, takenBack = [] } = setup;
    if (stopped) this.stop(stopped);
    for (const id of takenBack) this.takeBack(id);
    this.results = runFunctions(calls, {
      functions: Object({ functions }).functions,
      signal: this.#stopping.signal,
      watchCall: (id) => this.#watch(id).signal,
      permit: (call) => {
        this.permitted.push(call);
        return permit(call, this);
      },
      ask: (call) => {
        this.asked.push(call);
        return new Promise((resolve) => this.#answers.set(call.id, resolve));
      },
      onChange: (changed) => {
        this.changes.push(changed);
        onChange?.(changed);
      },
    });
  }

  /** What each change showed: the states of all calls. */
  get states(): string[] {
    return this.changes.map((calls) => calls.map(({ state }) => state).join(' '));
  }

  get last(): readonly FunctionCall[] {
    return this.changes.at(-1) ?? [];
  }

  answer(id: string, accepted: boolean): void {
    this.#answers.get(id)?.(accepted);
  }

  stop(reason: Error): void {
    this.#stopping.abort(reason);
  }

  /** The far end does not want this call any more. */
  takeBack(id: string): void {
    this.#watch(id).abort(new Error('taken back'));
  }

  #watch(id: string): AbortController {
    const watch = this.#takenBack.get(id) ?? new AbortController();
    this.#takenBack.set(id, watch);
    return watch;
  }
}

/** What one call of a function comes to. */
export async function runOne(
  call: UnansweredCall,
  functions: unknown,
): Promise<{ result: Step | undefined; call: FunctionCall | undefined; text: string; isError: boolean }> {
  const run = new PlayedRun([call], functions);
  const [result] = await run.results;
  return { result, call: run.last[0], text: readText(result), isError: isError(result) };
}

/** The text of a result with one piece of text. */
export function readText(step: Step | undefined): string {
  const { result: pieces }: Readonly<Record<string, unknown>> = { ...step };
  const [piece]: unknown[] = Array.isArray(pieces) ? pieces : [];
  const { text }: Readonly<Record<string, unknown>> = { ...Object(piece) };
  return String(text);
}

/** Whether a result tells the model of a failure. */
export function isError(step: Step | undefined): boolean {
  return step !== undefined && 'is_error' in step && step.is_error === true;
}

/** Lets everything happen that waits for nothing. */
export function settle(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}

/** Keeps warnings from the console during the tests of a block, and lists those of the current test. */
export function listWarnings(): unknown[][] {
  const warnings: unknown[][] = [];
  const { warn } = console;
  beforeEach(() => {
    warnings.length = 0;
    console.warn = (...words: unknown[]) => warnings.push(words);
  });
  afterEach(() => {
    console.warn = warn;
  });
  return warnings;
}

/** A function that runs at once. */
export function give(name: string, rest: Partial<PageFunction> = {}): PageFunction {
  return { name, execute: () => `${name} ran`, ...rest };
}

/** A function that ends when the test says so. */
export function held(name: string, rest: Partial<PageFunction> = {}) {
  const { promise, end, fail } = hold();
  const signals: AbortSignal[] = [];
  const execute: PageFunction['execute'] = (_args, { signal }) => {
    signals.push(signal);
    return promise;
  };
  return { one: { name, execute, ...rest }, signals, end, fail };
}

function hold() {
  let end: (value: unknown) => void = () => {};
  let fail: (reason: unknown) => void = () => {};
  const promise = new Promise<unknown>((resolve, reject) => {
    end = resolve;
    fail = reject;
  });
  return { promise, end, fail };
}
