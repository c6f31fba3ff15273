/**
 * What stands before the suggestions in their frame: no script, nothing loaded from anywhere, links open in a tab,
 * and the colours of the chat's own scheme.
 */
const head =
  '<!doctype html><meta charset="utf-8">' +
  '<meta http-equiv="Content-Security-Policy" content="' +
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:" +
  '"><meta name="color-scheme" content="light dark"><base target="_blank">';

/** A document of Google's search suggestions, exactly as given. */
export function writeSuggestionsPage(snippet: string): string {
  return head + snippet;
}

/**
 * The only frame of the chat, for Google's search suggestions alone: they must be shown unaltered, so they are
 * shut in instead of cleaned. `page` is HTML that the page's Trusted Types let through.
 */
export function createSuggestionsFrame(page: unknown, title: string): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  const attributes = {
    sandbox: 'allow-popups allow-popups-to-escape-sandbox',
    referrerpolicy: 'no-referrer',
    title,
    // Google draws a line of one pixel around them.
    marginwidth: '1',
    marginheight: '1',
  };
  for (const [name, value] of Object.entries(attributes)) frame.setAttribute(name, value);
  Reflect.set(frame, 'srcdoc', page);
  return frame;
}
