/** What of code is coloured; all the rest has the colour of text. */
export const tokenKinds = [
  'keyword',
  'string',
  'number',
  'comment',
  'name',
  'type',
  'attribute',
  'deleted',
] as const;

export type TokenKind = (typeof tokenKinds)[number];

const kinds: Readonly<Record<string, TokenKind>> = {
  keyword: 'keyword',
  modifier: 'keyword',
  self: 'keyword',
  tag: 'keyword',
  tagName: 'keyword',
  header: 'keyword',
  heading: 'keyword',
  string: 'string',
  character: 'string',
  quote: 'string',
  url: 'string',
  link: 'string',
  inserted: 'string',
  number: 'number',
  integer: 'number',
  float: 'number',
  unit: 'number',
  color: 'number',
  atom: 'number',
  bool: 'number',
  null: 'number',
  comment: 'comment',
  lineComment: 'comment',
  blockComment: 'comment',
  def: 'name',
  builtin: 'name',
  macroName: 'name',
  labelName: 'name',
  'variableName.function': 'name',
  'variableName.definition': 'name',
  type: 'type',
  typeName: 'type',
  className: 'type',
  namespace: 'type',
  attribute: 'attribute',
  attributeName: 'attribute',
  meta: 'attribute',
  label: 'attribute',
  'variableName.special': 'attribute',
  'variableName.constant': 'attribute',
  deleted: 'deleted',
};

/** The kind of a token that a parser gave one or more names, the last of which says most. */
export function findKind(
  style: string,
  own: Readonly<Record<string, TokenKind>> = {},
): TokenKind | undefined {
  for (const name of style.split(' ').toReversed()) {
    const base = name.replace(/\..*/, '');
    const kind = own[name] ?? own[base] ?? kinds[name] ?? kinds[base];
    if (kind) return kind;
  }
  return undefined;
}
