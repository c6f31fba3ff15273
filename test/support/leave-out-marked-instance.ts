import { parseSync, type Plugin } from 'vite';

/** What markdown is read with, or what raw HTML is made with. */
type MarkedPart = 'lexer' | 'parser';

/**
 * The script-tag builds carry marked's lexer, and with what renders raw HTML, loaded by few answers, its parser; not
 * the instance with its options and hooks that marked makes when it is loaded: nothing here uses it, and no bundler
 * can tell that making it has no effect.
 */
export function leaveOutMarkedInstance(): Plugin {
  const otherRule = /\.rules\.(?!other\.blockquoteStart\b|block\.(?:list|table)\b)/;
  const file = /\/marked\/lib\/marked\.esm\.js(\?parser)?$/;
  return {
    name: 'gemini-chat-leave-out-marked-instance',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      if (source !== 'marked' || !importer?.endsWith('/content-parser.ts')) return null;
      const resolved = await this.resolve(source, importer, { ...options, skipSelf: true });
      return resolved && { ...resolved, id: `${resolved.id}?parser` };
    },
    transform(code, id) {
      if (id.includes('/src/syntax/') && otherRule.test(code))
        throw new Error('The build keeps only some rules of marked: see askedRules.');
      const [match, query] = file.exec(id) ?? [];
      return match ? { code: trimMarked(code, query ? 'parser' : 'lexer'), map: null } : null;
    },
  };
}

/** The part of marked that is asked for, in the text of a module. */
export function trimMarked(code: string, part: MarkedPart): string {
  const instance = /;var (\w+)=new \w+;function \w+\(\w+,\w+\)\{return \1\.parse\(.*?;(?=export\{)/s;
  const [, names = ''] = /export\{([^}]*)\}/.exec(code) ?? [];
  const wanted = part === 'parser' ? / as (?:Parser|Renderer)$/ : / as (?:Lexer|Tokenizer)$/;
  const classes = names.split(',').filter((name) => wanted.test(name));
  if (!instance.test(code) || classes.length !== 2)
    throw new Error('marked is built in another way than before.');
  const trimmed = code.replace(instance, ';').replace(/export\{[^}]*\}/, `export{${classes.join(',')}}`);
  return leaveOutDialects(trimmed);
}

/** Markdown is read by GitHub's rules alone: those of marked's options `pedantic` and `breaks` go. */
function leaveOutDialects(code: string) {
  const settled = code
    .replaceAll(/this\.options\.(?:pedantic|breaks|silent)\b/g, 'false')
    .replaceAll(/this\.options\.gfm\b/g, 'true')
    .replaceAll(/this\.options\.hooks\b/g, '(void 0)')
    .replaceAll(/(?<=this\.options=\w\|\|)\w+/g, '{}')
    .replace(/static get rules\(\).*?(?=blockTokens\(e,t=)/s, '');
  return markPure(nameRules(settled));
}

/** The rules that our own tokenizer asks for by name. */
const askedRules =
  'other:{blockquoteStart:rules_other.blockquoteStart},block:{list:rules_block.list,table:rules_block.table}';

/**
 * marked keeps its rules in objects that are chosen when a lexer is made. Here the choice is known: asked for where
 * they stand, minifiers give each a short name, and leave out those that nobody asks for.
 */
function nameRules(code: string) {
  const sets =
    /,\w+=\{normal:(\w+),gfm:(\w+),pedantic:(\w+)\},\w+=\{normal:(\w+),gfm:(\w+),breaks:(\w+),pedantic:(\w+)\}/;
  const [all = '', ...names] = sets.exec(code) ?? [];
  const [block = '', ourBlock = '', pedantic = '', inline = '', ourInline = '', ...others] = names;
  const other = /(?<=,)(\w+)=\{codeRemoveIndent:/;
  const [, otherName] = other.exec(code) ?? [];
  const choice = /\{other:\w+,block:\w+\.normal,inline:\w+\.normal\};.*?(?=this\.tokenizer\.rules=)/s;
  const mask = /let\{blockSkip:(\w+),tag:(\w+),autolink:(\w+)\}=this\.tokenizer\.rules\.inline/;
  if (!all || !otherName || !choice.test(code) || !mask.test(code))
    throw new Error('marked has other sets of rules than before.');
  const named = code
    .replace(all, '')
    .replace(choice, `{${askedRules}};`)
    .replace(mask, 'let $1=rules_inline.blockSkip,$2=rules_inline.tag,$3=rules_inline.autolink')
    .replaceAll(/(?<![\w$])(?:this\.(?:tokenizer\.)?rules|[a-z])\.(other|block|inline)\.(?=\w)/g, 'rules_$1.')
    .replace(other, 'rules_other={codeRemoveIndent:')
    .replaceAll(
      new RegExp(`(?<![\\w$.])${otherName}\\.(?=[a-z]\\w+(?:\\.(?:test|exec)\\(|[,)]))`, 'g'),
      'rules_other.',
    );
  const settled = [pedantic, ...others].reduce((rest, name) => {
    const dialect = new RegExp(`,${name}=\\{\\.\\.\\.\\w+,.*?getRegex\\(\\)\\}(?=[,;])`, 's');
    if (!dialect.test(rest)) throw new Error('marked writes its rules in another way than before.');
    return rest.replace(dialect, '');
  }, named);
  const joined = joinSets(
    joinSets(settled, block, ourBlock, 'rules_block'),
    inline,
    ourInline,
    'rules_inline',
  );
  return ['rules_other', 'rules_block', 'rules_inline'].reduce(splitSet, joined);
}

/** The rules of two sets of which the second holds the first, as one; where both have a rule, the second's. */
function joinSets(code: string, base: string, own: string, name: string) {
  const [, rules = ''] = new RegExp(`,${base}=\\{([^}]*)\\}`).exec(code) ?? [];
  const [, head, changed = ''] =
    new RegExp(`(,${own}=\\{)\\.\\.\\.${base},(.*?\\.getRegex\\(\\))\\}`, 's').exec(code) ?? [];
  if (!rules || !head) throw new Error('marked writes its rules in another way than before.');
  const kept = rules.split(',').filter((rule) => !new RegExp(`(?:^|,)${rule.split(':')[0]}:`).test(changed));
  return code
    .replace(`,${base}={${rules}}`, '')
    .replace(`${head}...${base},`, `,${name}={${kept.join(',')},`);
}

/** A variable for each rule in place of an object. */
function splitSet(code: string, name: string) {
  const set = parseSync('marked.js', code)
    .program.body.flatMap((node) => (node.type === 'VariableDeclaration' ? node.declarations : []))
    .find(({ id }) => id.type === 'Identifier' && id.name === name);
  if (set?.init?.type !== 'ObjectExpression') throw new Error(`marked has no rules ${name}.`);
  const rules = set.init.properties.map(({ start, end }) => code.slice(start, end).replace(':', '='));
  const split = `${code.slice(0, set.start)}${name}_${rules.join(`,${name}_`)}${code.slice(set.end)}`;
  return split.replaceAll(new RegExp(`\\b${name}\\.(?=\\w)`, 'g'), `${name}_`);
}

/** Minifiers keep rules that nobody asks for, unless they know that making one has no other effect. */
function markPure(code: string) {
  const [, edit] = /function (\w+)\(\w+,\w+=""\)\{let/.exec(code) ?? [];
  const [, remember] = /function (\w+)\(\w+\)\{let \w+=\[\];return/.exec(code) ?? [];
  if (!edit || !remember) throw new Error('marked makes its rules in another way than before.');
  return code.replaceAll(new RegExp(`=(?=(?:${edit}|${remember})\\()`, 'g'), '=/*#__PURE__*/');
}
