/** One event of an event stream, taken apart. */
export interface EventFields {
  readonly name: string;
  readonly id: string;
  readonly data: string;
  /** The lines that the protocol knows, as an event; empty where there are none. */
  readonly fields: string;
  /** Lines that no reader of the protocol would look at. */
  readonly bare: string;
}

/** Reads an event's lines. Gemini and proxies before it have put JSON on lines of their own, without a name. */
export function readEventFields(text: string): EventFields {
  const lines = text.split(/\r\n|\n|\r/).filter(Boolean);
  const known = lines.filter((line) => /^(?:event|data|id|retry)?(?::|$)/.test(line));
  const read = (field: string): string[] =>
    known
      .filter((line) => line.startsWith(field))
      .map((line) => line.slice(field.length).replace(/^: ?/, ''));
  return {
    name: read('event').at(-1) ?? '',
    id: read('id').at(-1) ?? '',
    data: read('data').join('\n'),
    fields: known.length === 0 ? '' : `${known.join('\n')}\n\n`,
    bare: lines.filter((line) => !known.includes(line)).join('\n'),
  };
}
