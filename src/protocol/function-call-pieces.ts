import { isWireObject, type WireObject } from './wire-object.js';

/** A place in a call's arguments: names of fields and numbers of items. */
type Path = readonly (string | number)[];

const pathPiece = /\.([^.[\]]+)|\[(\d+)\]|\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\]/y;

/** Reads `$.recipe.steps[7]`; undefined where it is no such path. */
function readPath(text: unknown): Path | undefined {
  if (typeof text !== 'string' || !text.startsWith('$')) return undefined;
  const path: (string | number)[] = [];
  pathPiece.lastIndex = 1;
  while (pathPiece.lastIndex < text.length) {
    const [, name, index, single, double] = pathPiece.exec(text) ?? [];
    const quoted = (single ?? double)?.replaceAll(/\\(.)/g, '$1');
    const key = name ?? quoted ?? (index === undefined ? undefined : Number(index));
    if (key === undefined) return undefined;
    path.push(key);
  }
  return path.length > 0 ? path : undefined;
}

type Container = Record<string, unknown> | unknown[];

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null;
}

function read(container: Container, key: string | number): unknown {
  return Object.getOwnPropertyDescriptor(container, key)?.value;
}

/** Sets one item or field; false where an array would get holes, or a name where a number belongs. */
function write(container: Container, key: string | number, value: unknown): boolean {
  const isList = Array.isArray(container);
  if (isList !== (typeof key === 'number')) return false;
  if (isList && typeof key === 'number' && key > container.length) return false;
  // Not by assignment: `__proto__` is a name like any other here.
  Object.defineProperty(container, key, { value, writable: true, enumerable: true, configurable: true });
  return true;
}

function readValue(piece: WireObject): unknown {
  const { stringValue, numberValue, boolValue } = piece;
  if ('nullValue' in piece) return null;
  return stringValue ?? numberValue ?? boolValue;
}

/** A call whose arguments arrive field by field; strings arrive in several pieces. */
class OpenCall {
  readonly #first: WireObject;
  readonly #args: Record<string, unknown>;
  #isMalformed = false;
  /** The path of the string that goes on in the next piece. */
  #openPath: unknown;
  #signature: unknown;

  constructor(part: WireObject, call: WireObject) {
    const { thoughtSignature, functionCall: _, ...rest } = part;
    const { partialArgs: __, willContinue: ___, args, ...fields } = call;
    this.#first = { ...rest, functionCall: fields };
    this.#args = isWireObject(args) ? structuredClone(args) : {};
    this.#signature = thoughtSignature;
  }

  add(call: WireObject, signature: unknown): void {
    // A piece without a signature must not wipe the one that counts.
    this.#signature ??= signature;
    const pieces = call['partialArgs'];
    if (Array.isArray(pieces)) for (const piece of pieces) if (isWireObject(piece)) this.#set(piece);
  }

  /** The call as it would have come in one part; with text as arguments where the pieces do not fit. */
  finish(): WireObject {
    const { functionCall, ...rest } = this.#first;
    const call = isWireObject(functionCall) ? functionCall : {};
    const args = this.#isMalformed ? JSON.stringify(JSON.stringify(this.#args)) : this.#args;
    const signature = this.#signature;
    return {
      ...rest,
      functionCall: { ...call, args },
      ...(signature === undefined ? {} : { thoughtSignature: signature }),
    };
  }

  #set(piece: WireObject): void {
    const { jsonPath, willContinue } = piece;
    const path = readPath(jsonPath);
    if (!path || !this.#place(path, readValue(piece), jsonPath === this.#openPath)) this.#isMalformed = true;
    this.#openPath = willContinue === true ? jsonPath : undefined;
  }

  #place(path: Path, value: unknown, continues: boolean): boolean {
    let container: Container = this.#args;
    for (const [depth, key] of path.entries()) {
      const next = path[depth + 1];
      const before = read(container, key);
      if (next === undefined) {
        const isMore = continues && typeof before === 'string' && typeof value === 'string';
        return write(container, key, isMore ? before + value : value);
      }
      const inner: Container = isContainer(before) ? before : typeof next === 'number' ? [] : {};
      if (inner !== before && !write(container, key, inner)) return false;
      container = inner;
    }
    return false;
  }
}

/** Puts calls together whose arguments stream; any other part passes through as it is. */
export class FunctionCallPieces {
  #open: OpenCall | undefined;

  /** Takes a part; returns the parts that are whole now. */
  take(part: WireObject): WireObject[] {
    const { functionCall: call, thoughtSignature: signature } = part;
    if (!isWireObject(call)) return part['text'] === '' ? [part] : [...this.end(), part];
    const { name, partialArgs, willContinue } = call;
    const begins = typeof name === 'string' && name !== '';
    if (!this.#open && partialArgs === undefined && willContinue !== true) return [part];
    // A new name ends a call whose end did not come.
    const before = begins ? this.end() : [];
    this.#open ??= new OpenCall(part, call);
    this.#open.add(call, signature);
    return willContinue === true ? before : [...before, ...this.end()];
  }

  /** The call that is open, ended here. */
  end(): WireObject[] {
    const whole = this.#open?.finish();
    this.#open = undefined;
    return whole ? [whole] : [];
  }
}
