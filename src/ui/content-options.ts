/** What the page allows an answer to show and how it fits in; shared by all messages. */
export interface ContentOptions {
  /** Origins, with optional path prefixes, whose images show without a click. */
  readonly imageHosts: readonly string[];
  /** Origins that relative links may lead to. */
  readonly linkHosts: readonly string[];
  /** The level of the first heading in an answer: 1 to 6. */
  readonly headingLevel: number;
}

/** The options as a page set them: what is left out, or makes no sense, does no harm. */
export function readContentOptions(page: Partial<ContentOptions>): ContentOptions {
  const { imageHosts, linkHosts, headingLevel } = page;
  // Below the chat's own heading, which is one of the page's.
  const level = Math.min(5, Math.max(1, Math.trunc(headingLevel ?? 2) || 2));
  return { imageHosts: imageHosts ?? [], linkHosts: linkHosts ?? [], headingLevel: level + 1 };
}
