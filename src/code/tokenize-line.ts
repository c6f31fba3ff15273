import { StringStream, type StreamParser } from '@codemirror/streamparser';

/** Some parsers look at the indentation; none of them does for its colours. */
const tabSize = 4;
const indentUnit = 2;
/** Between two signs a parser may change its mind, but not for ever. */
const maxTries = 10;

/** Where a parser begins. */
export function startState(parser: StreamParser<unknown>): unknown {
  return parser.startState?.(indentUnit) ?? {};
}

/** A state that stays as it is while the original goes on. */
export function copyState(parser: StreamParser<unknown>, state: unknown): unknown {
  if (parser.copyState) return parser.copyState(state);
  if (typeof state !== 'object' || state === null) return state;
  const entries = Object.entries(state).map(([key, value]: [string, unknown]) => [
    key,
    Array.isArray(value) ? value.slice() : value,
  ]);
  return Object.fromEntries(entries);
}

/** Reads one line, without its break: changes the state, and tells where which tokens are. */
export function tokenizeLine(
  parser: StreamParser<unknown>,
  state: unknown,
  line: string,
  add: (style: string, start: number, end: number) => void,
): void {
  const stream = new StringStream(line, tabSize, indentUnit);
  if (stream.eol()) parser.blankLine?.(state, indentUnit);
  while (!stream.eol()) {
    const style = readToken(parser, state, stream);
    if (style) add(style, stream.start, stream.pos);
  }
}

/** Reads at least one sign. */
export function readToken(
  parser: StreamParser<unknown>,
  state: unknown,
  stream: StringStream,
): string | null {
  stream.start = stream.pos;
  for (let tries = 0; tries < maxTries; tries++) {
    const style = parser.token(stream, state);
    if (stream.pos > stream.start) return style;
  }
  throw new Error('The parser stands still.');
}
