export type DiagramModule = typeof import('./show-diagram.js');

/** What draws diagrams, loaded when a reader asks for one. */
export function loadDiagram(): Promise<DiagramModule> {
  return import('./show-diagram.js');
}
