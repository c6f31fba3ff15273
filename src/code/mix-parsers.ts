import type { StreamParser, StringStream } from '@codemirror/streamparser';
import { copyState, readToken, startState } from './tokenize-line.js';

type Parser = StreamParser<unknown>;

interface MixedState {
  outer: unknown;
  /** The element whose tag is being read, or in which another language stands. */
  element: string;
  /** That language, while there. */
  inside: Inside | undefined;
}

interface Inside {
  readonly parser: Parser;
  readonly state: unknown;
}

/** A parser of markup in which some elements, by their names, hold other languages. */
export function mixParsers(outer: Parser, inner: ReadonlyMap<string, Parser>): Parser {
  const parser: StreamParser<MixedState> = {
    startState: () => ({ outer: startState(outer), element: '', inside: undefined }),
    copyState: ({ outer: state, element, inside }) => ({
      outer: copyState(outer, state),
      element,
      inside: inside && { ...inside, state: copyState(inside.parser, inside.state) },
    }),
    blankLine: ({ inside }, indentUnit) => inside?.parser.blankLine?.(inside.state, indentUnit),
    token: (stream, state) => {
      if (state.inside) {
        const end = findEnd(stream, state.element);
        if (end > stream.pos) return readInside(state.inside, stream, end);
        state.inside = undefined;
      }
      const style = readToken(outer, state.outer, stream);
      const token = stream.current();
      const isBracket = style?.includes('angleBracket');
      if (isBracket && token.includes('<')) state.element = token.includes('/') ? '/' : '';
      else if (isBracket) {
        const language = token.includes('/') ? undefined : inner.get(state.element);
        state.inside = language && { parser: language, state: startState(language) };
      } else if (state.element === '' && style?.includes('tag')) state.element = token.toLowerCase();
      return style;
    },
  };
  return parser;
}

function findEnd(stream: StringStream, element: string): number {
  const end = stream.string.toLowerCase().indexOf(`</${element}`, stream.pos);
  return end < 0 ? stream.string.length : end;
}

/** A token of the inner language; what would go beyond the end is cut there. */
function readInside({ parser, state }: Inside, stream: StringStream, end: number): string | null {
  const style = readToken(parser, state, stream);
  stream.pos = Math.min(stream.pos, end);
  return style;
}
