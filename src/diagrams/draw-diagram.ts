import { renderMermaidSVG } from 'beautiful-mermaid';
import type { DiagramColors } from './diagram-colors.js';
import { keepWithin } from './diagram-limits.js';
import { decodeAsXml, decodeSigns } from './diagram-text.js';
import { readFlowchart } from './read-flowchart.js';
import { splitDiagram } from './split-diagram.js';
import { tidyDiagram, type DiagramKind } from './tidy-diagram.js';
import { writeFlowchart, type FindTextColor } from './write-flowchart.js';

/** A diagram that was drawn, still without its colours. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** The words in it, in short. */
  readonly words: string;
  readonly paint: (colors: DiagramColors) => string;
}

const kinds: readonly (readonly [start: RegExp, kind: DiagramKind | 'flowchart'])[] = [
  [/^(?:graph|flowchart(?:-elk)?)(?:\s|$)/, 'flowchart'],
  [/^stateDiagram(?:-v2)?$/, 'state'],
  [/^sequenceDiagram$/, 'sequence'],
  [/^classDiagram(?:-v2)?$/, 'class'],
  [/^erDiagram$/, 'entities'],
  [/^xychart(?:-beta)?(?:\s|$)/, 'chart'],
];

const fontFamily = 'system-ui, sans-serif';
const longestWords = 240;
const enlargement = 3;

/** Draws a description; throws where its kind, its size or its syntax does not allow it. */
export function drawDiagram(source: string, findTextColor: FindTextColor): Drawing {
  keepWithin('characters', source.length);
  const statements = splitDiagram(source);
  const kind = kinds.find(([start]) => start.test(statements[0] ?? ''))?.[1];
  if (!kind) throw new SyntaxError('Not a kind of diagram that can be drawn');
  const text =
    kind === 'flowchart'
      ? writeFlowchart(readFlowchart(statements), findTextColor)
      : tidyDiagram(kind, statements);
  const drawn = layOut(text);
  keepWithin('pictureCharacters', drawn.length);
  const [whole, width = '', height = ''] =
    /^<svg [^>]*? width="([\d.]+)" height="([\d.]+)" style="[^"]*">/.exec(drawn) ?? [];
  if (whole === undefined || !(Number(width) > 0 && Number(height) > 0) || !/<(?:text|tspan)\b/.test(drawn)) {
    throw new SyntaxError('Nothing to draw');
  }
  const rest = decodeAsXml(dress(liftBlocks(drawn.slice(whole.length))));
  // Larger than it is shown: opened, a picture that knows no limit fills the window.
  const start = whole.replace(
    / width=.*$/,
    ` width="${enlargement * Number(width)}" height="${enlargement * Number(height)}"`,
  );
  return {
    width: Number(width),
    height: Number(height),
    words: listWords(drawn),
    paint: (colors) => `${start} style="${writeColors(colors)}">${rest}`,
  };
}

/** For some dense graphs the layout fails on a coincidence of distances. */
function layOut(text: string): string {
  try {
    return renderMermaidSVG(text, { padding: 16 });
  } catch {
    return renderMermaidSVG(text, { padding: 16, nodeSpacing: 29, layerSpacing: 47 });
  }
}

/** Shares of the accent in the colours of a chart's series; the rest is the colour of text. All can be seen on the ground. */
const shares = [100, 35, 70, 10, 50];

/** Nothing is fetched for a picture: its fonts are those at hand. Its colours are those of the theme, none is faint. */
function dress(svg: string): string {
  const more = `text { font-family: ${fontFamily}; }\n  svg { --_text-faint: var(--muted); --_inner-stroke: var(--border); }\n`;
  return svg.replaceAll(/<style>[^]*?<\/style>/g, (style) =>
    style
      .replaceAll(/@import[^\n]*/g, '')
      .replaceAll(/'(?:Inter|JetBrains Mono)', /g, '')
      .replaceAll(/(--xychart-color-(\d+)): [^;]+/g, (_whole, name: string, index: string) => {
        const share = shares[Number(index) % shares.length] ?? 100;
        return `${name}: color-mix(in srgb, var(--chart) ${share}%, var(--fg))`;
      })
      .replace('</style>', `${more}</style>`),
  );
}

/** The titles of a sequence's loops and branches lie over the bars of its participants, not under them. */
function liftBlocks(svg: string): string {
  const blocks: string[] = [];
  const rest = svg.replaceAll(/<g class="block"[^]*?<\/g>/g, (block) => {
    blocks.push(block);
    return '';
  });
  return blocks.length > 0
    ? rest.replace('<g class="message"', () => `${blocks.join('')}<g class="message"`)
    : svg;
}

function writeColors(colors: DiagramColors): string {
  const variables = Object.entries(colors).map(([name, color]) => `--${name}:${color}`);
  return [...variables, 'background:var(--bg)'].join(';');
}

/** The labels of its boxes; of a chart, all of its words. */
function listWords(svg: string): string {
  const boxes = svg.matchAll(/<g class="(?:node|actor|entity|class-node)"[^>]* data-label="([^"]*)"/g);
  const labels = [...boxes].map(([, label = '']) => label);
  const texts = [...svg.matchAll(/<text [^>]*>(.*?)<\/text>/gs)].map(([, text = '']) => text);
  const words = (labels.length > 0 ? labels : texts).map(readWords).filter((word) => /\p{L}/u.test(word));
  const all = [...new Set(words)].join(', ');
  return all.length > longestWords
    ? `${all
        .slice(0, longestWords)
        .replace(/\p{Cs}$/u, '')
        .trimEnd()}…`
    : all;
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };

function readWords(xml: string): string {
  const text = xml
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/&(lt|gt|quot|#39|amp);/g, (_whole, name: string) => entities[name] ?? '')
    .replaceAll(/<\/?(?:b|strong|i|em|u|s|del)>/g, '');
  return decodeSigns(text)
    .replaceAll(/[\s\u200B]+/g, ' ')
    .trim();
}
