import { keepWithin } from './diagram-limits.js';
import { encodeLabel, encodeSigns } from './diagram-text.js';

/** The kinds beside flowcharts that can be drawn. */
export type DiagramKind = 'state' | 'sequence' | 'class' | 'entities' | 'chart';

const relations = {
  class: /\s*(<\|--|<\|\.\.|--\|>|\.\.\|>|\*--|--\*|o--(?!\w)|(?<=\s)--o|<--|-->|<\.\.|\.\.>|--|\.\.)\s*/,
  entities: /\s*([|}][|o](?:--|\.\.)[|o][|{])\s*/,
};

/** Brings the statements of a diagram into the form that the drawing code reads, and leaves out what it would misread. */
export function tidyDiagram(kind: DiagramKind, [header = '', ...statements]: readonly string[]): string {
  const tidied = tidiers[kind](withoutNotes(kind, statements));
  keepWithin('lines', tidied.length);
  return [headers[kind] ?? header, ...tidied].join('\n');
}

const headers: Partial<Record<DiagramKind, string>> = {
  state: 'stateDiagram-v2',
  sequence: 'sequenceDiagram',
  class: 'classDiagram',
  entities: 'erDiagram',
};

const tidiers: Record<DiagramKind, (statements: readonly string[]) => string[]> = {
  state: (statements) => {
    keepWithin('edges', countLinks(statements, '-->'));
    keepWithin('depth', statements.filter((line) => line.endsWith('{')).length);
    return statements
      .filter((line) => !/^(?:classDef|class|style|click|--$|hide|scale)/.test(line))
      .map((line) => tidyAfterColon(line.replace(/:::[\w-]+/g, '')));
  },
  sequence: (statements) => {
    keepWithin('messages', statements.length);
    const names = new Map<string, string>();
    return withoutFrames(statements)
      .map((line) => tidySequenceLine(line, names))
      .filter(Boolean);
  },
  class: (statements) => {
    keepWithin('edges', statements.filter((line) => relations.class.test(line)).length);
    keepWithin('nodes', countLinks(statements, '{'));
    return statements
      .filter((line) => !/^(?:direction|note|click|link|callback|style|classDef|cssClass)\b/.test(line))
      .flatMap(tidyClassLine);
  },
  entities: (statements) => {
    keepWithin('edges', statements.filter((line) => relations.entities.test(line)).length);
    keepWithin('nodes', countLinks(statements, '{'));
    return statements
      .filter((line) => !/^(?:direction|title|style|classDef|class)\s/.test(line))
      .map(tidyEntityLine);
  },
  chart: (statements) => {
    keepWithin('values', statements.flatMap((line) => line.split(',')).length);
    return statements.map((line) =>
      line.replace(/^(bar|line)\s+"[^"]*"\s*/, '$1 ').replace(/\[.*\]/, (list) => list.replaceAll('"', '')),
    );
  },
};

/** Notes of several lines are not drawn; their text must not be taken for statements. */
function withoutNotes(kind: DiagramKind, statements: readonly string[]): readonly string[] {
  if (kind !== 'state') return statements;
  let isNote = false;
  return statements.filter((line) => {
    if (/^note\s/i.test(line)) isNote = !line.includes(':');
    else if (isNote && /^end\s+note$/i.test(line)) isNote = false;
    else return !isNote;
    return false;
  });
}

/** Coloured areas and groups of participants are not drawn; what is in them is. */
function withoutFrames(statements: readonly string[]): readonly string[] {
  const open: string[] = [];
  return statements.filter((line) => {
    const [word = ''] = line.split(/\s/, 1);
    const isStart = /^(?:loop|alt|opt|par|critical|break|rect|box)$/.test(word);
    if (isStart) open.push(word);
    return !/^(?:rect|box)$/.test(line === 'end' ? (open.pop() ?? '') : isStart ? word : '');
  });
}

function countLinks(statements: readonly string[], sign: string): number {
  return statements.filter((line) => line.includes(sign)).length;
}

/** What stands after the first colon is a label. */
function tidyAfterColon(line: string): string {
  const [, start, label] = /^([^:]*?)\s*:\s*([^]+)$/.exec(line) ?? [];
  return start === undefined || label === undefined ? line : `${start} : ${encodeLabel(label)}`;
}

/** Names of several words get one word that stands for them. */
function tidySequenceLine(line: string, names: Map<string, string>): string {
  const nameOf = (name: string): string => {
    const plain = name.trim().replaceAll('"', '');
    if (/^[\w\p{L}]+$/u.test(plain)) return plain;
    const known = names.get(plain) ?? encodeSigns(plain.replaceAll(/\s/g, '\u00A0'));
    names.set(plain, known);
    return known;
  };
  // Actors become boxes: under the figure of a person its name would lie on the first message.
  const [, kind, id = '', label = ''] =
    /^(?:create\s+)?(participant|actor)\s+("[^"]*"|[^]+?)(?:\s+as\s+([^]+))?$/.exec(line) ?? [];
  if (kind) return `participant ${nameOf(id.replace(/@\{[^}]*\}$/, ''))} as ${encodeLabel(label || id)}`;
  const [, place, over = '', note = ''] =
    /^(note\s+(?:left of|right of|over))\s+([^:]+):\s*([^]+)$/i.exec(line) ?? [];
  if (place) return `${place} ${over.split(',').map(nameOf).join(',')}: ${encodeLabel(note)}`;
  const [, block, title = ''] =
    /^(loop|alt|opt|par|critical|break|else|and|option)\b\s*([^]*)$/.exec(line) ?? [];
  if (block) return `${block === 'option' ? 'else' : block} ${title && encodeLabel(title)}`.trim();
  const [, from, arrow, mark = '', to = '', text] =
    /^([^:]+?)\s*(<<--?>>|--?>>|--?>|--?x|--?\))\s*([+-]?)\s*([^:]+?)\s*(?::\s*([^]*))?$/.exec(line) ?? [];
  if (!from || !arrow) return line === 'end' ? line : '';
  return `${nameOf(from)}${arrow.replace('<<', '')}${mark}${nameOf(to)}: ${encodeLabel(text ?? '')}`;
}

function tidyClassLine(line: string): string[] {
  const [, annotation, annotated] = /^<<(\w+)>>\s+(\S+)$/.exec(line) ?? [];
  if (annotation && annotated) return [`class ${annotated} {`, `<<${annotation}>>`, '}'];
  const [, name, body] =
    /^class\s+([^\s{["]+)(?:\s*\["[^"]*"\])?(?:\s*:::[\w-]+)?\s*(\{[^}]*\}?)?\s*$/.exec(line) ?? [];
  if (name) {
    const members = body?.replaceAll(/[{}]/g, '').trim();
    if (body === undefined) return [`class ${name}`];
    return [`class ${name} {`, ...(members ? [members] : []), ...(body.includes('}') ? ['}'] : [])];
  }
  const [before, arrow, after] = splitAt(relations.class, line);
  const [, inline] = /^[^\s:"]+\s*:\s*([^]+)$/.exec(before) ?? [];
  if (arrow === undefined || inline || line.includes('(')) return [line];
  const [to = '', label = ''] = after.split(/\s*:\s*([^]*)/, 2);
  return [`${before} ${arrow} ${to}${label && ` : ${encodeLabel(label)}`}`];
}

function tidyEntityLine(line: string): string {
  const [before, relation, after] = splitAt(relations.entities, line);
  if (relation === undefined)
    return line.replace(/^(?:"([^"]*)"|([^\s{[]+))\s*(?:\[[^\]]*\])?\s*\{$/, '$1$2 {');
  const [to = '', label = ''] = after.split(/\s*:\s*([^]*)/, 2);
  const nameOf = (name: string): string => name.replaceAll('"', '').replaceAll(/\s/g, '\u00A0');
  return `${nameOf(before)} ${relation} ${nameOf(to)} : ${encodeLabel(label)}`;
}

function splitAt(sign: RegExp, line: string): [before: string, sign: string | undefined, after: string] {
  const match = sign.exec(line);
  if (!match) return [line, undefined, ''];
  return [line.slice(0, match.index), match[1], line.slice(match.index + match[0].length)];
}
