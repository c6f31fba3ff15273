import type { Flowchart, FlowchartGroup, FlowchartNode } from './flowchart.js';

/** Says which text can be read on a colour, or nothing for what is no colour. */
export type FindTextColor = (fill: string) => string | undefined;

/** Writes a flowchart in the one way that the drawing code reads without guessing. */
export function writeFlowchart(chart: Flowchart, findTextColor: FindTextColor): string {
  const groupKeys = new Map<string, string>();
  for (const [index, { id }] of chart.groups.entries()) {
    if (!groupKeys.has(id)) groupKeys.set(id, `g${index}`);
  }
  const nodes = [...chart.nodes.values()].filter(({ id, isDeclared }) => isDeclared || !groupKeys.has(id));
  const keys = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  const keyOf = (id: string): string => keys.get(id) ?? groupKeys.get(id) ?? '';

  const declare = (group: FlowchartGroup | undefined): string[] =>
    nodes
      .filter((node) => node.group === group)
      .map(({ id, label, shape: [open, close] }) => `${keyOf(id)}${open}${label}${close}`);
  const nest = (parent: FlowchartGroup | undefined): string[] =>
    chart.groups.flatMap((group, index) => {
      if (group.parent !== parent) return [];
      const direction = group.direction ? [`direction ${group.direction}`] : [];
      return [`subgraph g${index} [${group.label}]`, ...direction, ...declare(group), ...nest(group), 'end'];
    });

  return [
    `flowchart ${chart.direction}`,
    ...declare(undefined),
    ...nest(undefined),
    ...chart.edges.map(
      ({ from, to, arrow, label }) => `${keyOf(from)} ${arrow}${label && `|${label}|`} ${keyOf(to)}`,
    ),
    ...nodes.flatMap((node) => {
      const style = writeNodeStyle(chart, node, findTextColor);
      return style ? [`style ${keyOf(node.id)} ${style}`] : [];
    }),
    ...[...chart.edgeStyles].flatMap(([number, style]) => {
      const { stroke = '' } = readProperties(style);
      const isKnown = /^(?:\d+|default)$/.test(number) && findTextColor(stroke) !== undefined;
      return isKnown ? [`linkStyle ${number} stroke:${stroke}`] : [];
    }),
  ].join('\n');
}

/** Colours alone, and none that leaves a label unreadable in one of the themes. */
function writeNodeStyle(chart: Flowchart, node: FlowchartNode, findTextColor: FindTextColor): string {
  const styles = ['default', ...node.classes].map((name) => chart.classStyles.get(name) ?? '');
  const properties = readProperties([...styles, chart.nodeStyles.get(node.id) ?? ''].join(','));
  const { fill = '', stroke = '', color = '' } = properties;
  const width = /^\d(?:\.\d+)?(?=px$|$)/.exec(properties['stroke-width'] ?? '')?.[0];
  const textColor = findTextColor(fill);
  const hasColor = textColor !== undefined && findTextColor(color) !== undefined;
  return [
    ...(textColor === undefined ? [] : [`fill:${fill}`, `color:${hasColor ? color : textColor}`]),
    ...(findTextColor(stroke) === undefined ? [] : [`stroke:${stroke}`]),
    ...(width === undefined ? [] : [`stroke-width:${width}`]),
  ].join(',');
}

function readProperties(style: string): Partial<Record<string, string>> {
  const pairs = style.split(',').map((pair) => pair.split(':').map((part) => part.trim()));
  return Object.fromEntries(pairs.map(([key = '', value = '']) => [key, value]));
}
