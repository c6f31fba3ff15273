/** Longer runs of lines than this are no error message; an error of Google's is a few hundred characters. */
const longestText = 4_000_000;

/** Gathers lines of JSON that stand in an event stream without a field name, until they make a whole. */
export class BareJson {
  #lines: string[] = [];
  #length = 0;
  #depth = 0;
  #inString = false;
  #escaped = false;

  /** Takes one line; returns the text when this line completes it. */
  add(line: string): string | undefined {
    if (this.#lines.length === 0 && !/^\s*[{[]/.test(line)) return undefined;
    this.#lines.push(line);
    this.#length += line.length;
    this.#scan(line);
    if (this.#depth > 0 && this.#length <= longestText) return undefined;
    const text = this.#depth > 0 ? undefined : this.#lines.join('\n');
    this.reset();
    return text;
  }

  /** Forgets what was gathered. */
  reset(): void {
    this.#lines = [];
    this.#length = 0;
    this.#depth = 0;
    this.#inString = false;
    this.#escaped = false;
  }

  #scan(line: string): void {
    for (const character of line) {
      if (this.#escaped) this.#escaped = false;
      else if (this.#inString) {
        if (character === '\\') this.#escaped = true;
        else if (character === '"') this.#inString = false;
      } else if (character === '"') this.#inString = true;
      else if (character === '{' || character === '[') this.#depth += 1;
      else if (character === '}' || character === ']') this.#depth -= 1;
    }
  }
}
