/** A node of the tree that temml makes: of MathML where it has a type, else text, a link, or a bare list. */
export interface MathNode {
  readonly type?: unknown;
  readonly text?: unknown;
  readonly href?: unknown;
  readonly children?: unknown;
  readonly attributes?: unknown;
  readonly style?: unknown;
  readonly classes?: unknown;
}
