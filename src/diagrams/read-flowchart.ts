import { keepWithin } from './diagram-limits.js';
import { encodeLabel } from './diagram-text.js';
import { Flowchart, type FlowchartGroup } from './flowchart.js';
import { LinkReader } from './read-flowchart-links.js';

const directions: Readonly<Record<string, string>> = { '>': 'LR', '<': 'RL', v: 'TD', '^': 'BT' };

/** Reads the statements of a flowchart; what it does not know it leaves out or, among arrows, refuses. */
export function readFlowchart([header = '', ...statements]: readonly string[]): Flowchart {
  const chart = new Flowchart();
  const [, direction = ''] = /^\S+\s*(\S*)/.exec(header) ?? [];
  chart.direction = readDirection(direction) ?? 'TD';
  let group: FlowchartGroup | undefined;
  for (const statement of statements) {
    const [word = '', rest = ''] = statement.split(/\s+([^]*)/, 2);
    const isAlone = !/^(?:[-=~&.]|<-|@|:::)/.test(rest);
    if (word === 'subgraph') group = openGroup(chart, group, rest);
    else if (statement === 'end') group = group?.parent;
    else if (word === 'direction' && readDirection(rest)) {
      if (group) group.direction = readDirection(rest) ?? '';
    } else if (/^(?:classDef|class|style|linkStyle)$/.test(word) && isAlone) readStyle(chart, word, rest);
    else if (!(/^(?:click|href|title)$/.test(word) && isAlone && rest)) {
      new LinkReader(chart, group, statement).read();
    }
  }
  return chart;
}

function readDirection(word: string): string | undefined {
  return directions[word] ?? /^(?:TD|TB|LR|BT|RL)$/i.exec(word)?.[0].toUpperCase();
}

function openGroup(chart: Flowchart, parent: FlowchartGroup | undefined, title: string): FlowchartGroup {
  const [, name, label] = /^([^\s["]+)\s*\[([^]*)\]$/.exec(title) ?? [];
  const group: FlowchartGroup = {
    id: name ?? title.replaceAll('"', ''),
    label: encodeLabel(label ?? title),
    parent,
    direction: '',
  };
  chart.groups.push(group);
  keepWithin('groups', chart.groups.length);
  let depth = 0;
  for (let outer = parent; outer; outer = outer.parent) depth++;
  keepWithin('depth', depth);
  return group;
}

function readStyle(chart: Flowchart, word: string, rest: string): void {
  const [, targets = '', value = ''] = /^(\S+(?:\s*,\s*\S+)*?)\s+([^,\s][^]*)$/.exec(rest) ?? [];
  for (const target of targets.split(',').map((part) => part.trim())) {
    if (word === 'class') chart.nodes.get(target)?.classes.push(value);
    else if (word === 'classDef') chart.classStyles.set(target, value);
    else if (word === 'style') chart.nodeStyles.set(target, value);
    else chart.edgeStyles.set(target, value);
  }
}
