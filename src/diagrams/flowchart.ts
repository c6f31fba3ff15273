/** How a node looks: the brackets around its label. */
export type FlowchartShape = readonly [open: string, close: string];

export interface FlowchartNode {
  readonly id: string;
  label: string;
  shape: FlowchartShape;
  /** Whether the description says more of it than its name. */
  isDeclared: boolean;
  group: FlowchartGroup | undefined;
  readonly classes: string[];
}

export interface FlowchartGroup {
  readonly id: string;
  readonly label: string;
  readonly parent: FlowchartGroup | undefined;
  direction: string;
}

export interface FlowchartEdge {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  /** In the signs of the description: `-->`, `<-.->`, `===`. */
  readonly arrow: string;
}

/** What a description of a flowchart says. */
export class Flowchart {
  direction = 'TD';
  readonly nodes = new Map<string, FlowchartNode>();
  readonly groups: FlowchartGroup[] = [];
  readonly edges: FlowchartEdge[] = [];
  /** Colours by class, by node, and by number of edge. */
  readonly classStyles = new Map<string, string>();
  readonly nodeStyles = new Map<string, string>();
  readonly edgeStyles = new Map<string, string>();

  /** The node of that name, which belongs to the first group that mentions it. */
  mention(id: string, group: FlowchartGroup | undefined): FlowchartNode {
    const node = this.nodes.get(id) ?? {
      id,
      label: id,
      shape: ['[', ']'],
      isDeclared: false,
      group,
      classes: [],
    };
    node.group ??= group;
    this.nodes.set(id, node);
    return node;
  }
}
