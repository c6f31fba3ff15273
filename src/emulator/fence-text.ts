/** A text in a code fence that is longer than any run of backticks in it, so that it cannot close the fence. */
export function fenceText(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const line = '`'.repeat(longest + 1);
  return `${line}\n${text}\n${line}`;
}
