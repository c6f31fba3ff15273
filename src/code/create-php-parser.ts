import type { StreamParser, StringStream } from '@codemirror/streamparser';
import type { clike } from '@codemirror/legacy-modes/mode/clike';

const keywords =
  'abstract and array as break case catch class clone const continue declare default die do echo else elseif empty ' +
  'enddeclare endfor endforeach endif endswitch endwhile enum eval exit extends final finally fn for foreach ' +
  'function global goto if implements include include_once instanceof insteadof interface isset list match ' +
  'namespace new or print private protected public readonly require require_once return static switch throw trait ' +
  'try unset use var while xor yield';
const types = 'bool callable float int iterable mixed never object parent self string void';
const atoms = 'false null true FALSE NULL TRUE';

/** PHP, made of what it has in common with C; the markup around it stays as it is. */
export function createPhpParser(create: typeof clike): StreamParser<unknown> {
  return create({
    name: 'php',
    keywords: list(keywords),
    types: list(types),
    atoms: list(atoms),
    multiLineStrings: true,
    hooks: {
      $: (stream: StringStream) => (stream.eatWhile(/[\w$]/) ? 'variableName.special' : null),
      '#': (stream: StringStream) => {
        if (stream.eat('[')) return 'meta';
        stream.skipToEnd();
        return 'comment';
      },
      '<': (stream: StringStream) => (stream.match(/^\?(?:php|=)?/) ? 'meta' : false),
      '?': (stream: StringStream) => (stream.eat('>') ? 'meta' : false),
    },
  });
}

function list(words: string): Record<string, boolean> {
  return Object.fromEntries(words.split(' ').map((word) => [word, true]));
}
