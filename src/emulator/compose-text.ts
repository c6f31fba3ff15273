/** A step in which the model says one text. */
export interface TextStep {
  type: 'model_output';
  content: { type: 'text'; text: string; annotations?: Annotation[] }[];
}

/** A source of a passage; offsets count UTF-8 bytes, the end is exclusive. */
export interface Annotation {
  type: 'url_citation';
  url: string;
  title: string;
  start_index: number;
  end_index: number;
}

/** The step in which the model says a text, with its sources where it has some. */
export function composeText(text: string, annotations: Annotation[] = []): TextStep {
  return {
    type: 'model_output',
    content: [{ type: 'text', text, ...(annotations.length > 0 ? { annotations } : {}) }],
  };
}
