import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'node:test';
import * as marked from 'marked';
import { trimMarked } from '../support/leave-out-marked-instance.js';

const root = new URL('../../', import.meta.url);
const code = readFileSync(fileURLToPath(import.meta.resolve('marked')), 'utf8');

type Marked = Pick<typeof marked, 'Lexer' | 'Tokenizer'>;

async function loadTrimmed(): Promise<Marked> {
  // A module that is no file has no source map beside it.
  const module = trimMarked(code, 'lexer').replace(/^\/\/# sourceMappingURL=.*/m, '');
  const text = Buffer.from(module).toString('base64');
  const trimmed: Marked = await import(`data:text/javascript;base64,${text}`);
  return trimmed;
}

/** All that is read from a text, down to the last word. */
function read({ Lexer, Tokenizer }: Marked, text: string): string {
  const lexer = new Lexer({ gfm: true, tokenizer: new Tokenizer() });
  const { tokens } = lexer;
  lexer.blockTokens(text, tokens);
  for (const run of lexer.inlineQueue) {
    lexer.state.inRawBlock = false;
    lexer.inlineTokens(run.src, run.tokens);
  }
  return JSON.stringify([tokens, tokens.links]);
}

const pieces =
  '*|_|**|~~|~|`|``|[a]|(b)|](|[|!|<|>|<b>|</b>|https://x.y|www.a.b|a@b.c|\n|\n\n|# |- |1. |  |    |\t|> |\\||---|\n---\n|===|&amp;|&#35;|\\|"t"|[x]: y|[x]|[ ] |<!--|-->|<a href="">|</a>|<pre>|word |é|。|“|```|~~~|mailto:q@w.e'
    .split(/(?<!\\)\|/)
    .map((piece) => piece.replace('\\|', '|'));

/** Texts as nobody writes them, the same in every run. */
function* composeTexts(count: number): Generator<string> {
  let seed = 7;
  const draw = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((seed / 2 ** 31) * below);
  };
  for (let index = 0; index < count; index += 1)
    yield Array.from({ length: 1 + draw(25) }, () => pieces[draw(pieces.length)]).join('');
}

describe('the markdown that the script-tag builds read', () => {
  it('is read as marked itself reads it', async () => {
    const trimmed = await loadTrimmed();
    const files = ['README.md', 'CHANGELOG.md', 'src/README.md', 'node_modules/marked/README.md'];
    const texts = files.map((file) => readFileSync(new URL(file, root), 'utf8'));
    for (const text of [...texts, ...composeTexts(5000)])
      assert.equal(read(trimmed, text), read(marked, text), JSON.stringify(text.slice(0, 200)));
  });

  it('is never read by another edition of marked than the one that was trimmed', () => {
    assert.throws(() => trimMarked(code.replace('normal:', 'usual:'), 'lexer'), /other sets of rules/);
    assert.throws(() => trimMarked('export{A as Lexer}', 'lexer'), /another way than before/);
  });
});
