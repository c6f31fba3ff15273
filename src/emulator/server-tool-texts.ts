/** What the tool on the MCP server returns. */
export const stockResult: readonly { readonly type: 'text'; readonly text: string }[] = [
  { type: 'text', text: '{"article":"fern","shop":"Zürich","available":7}' },
];

/** The answer that rests on it. */
export const mcpText = `There are **seven ferns** left in the Zürich shop.

*The emulator asked no server: call and result are prepared.*`;

/** The answer after a retrieval. */
export const retrievalText = `Both passages that were found agree: what was bought can be sent back **within 30 days**, and the postage is paid for.

*The emulator retrieves nothing: the answer is prepared. On the wire, such a result names no passages.*`;

/** The answer after a film was looked through. */
export const processingText = `I went through the recording in several passes: first for cuts, then for faces and text, then for what is said. The most important moment is **about a third of the way in**.

*The emulator has not looked at anything: it shows how such work is reported.*`;
