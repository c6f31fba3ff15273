/** What the page allows an answer to show and how it fits in; shared by all messages. */
export interface ContentOptions {
  /** Origins, with optional path prefixes, whose images show without a click. */
  readonly imageHosts: readonly string[];
  /** Origins that relative links may lead to. */
  readonly linkHosts: readonly string[];
  /** The level of the first heading in an answer: 1 to 6. */
  readonly headingLevel: number;
}
