/** Whether a text is a file's, put into words for the model, and nobody's own. */
export function isFileText(text: string): boolean {
  return /^<file name="[^]*\n<\/file>$/.test(text);
}
