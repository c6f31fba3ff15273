const readable: Readonly<Record<string, RegExp>> = {
  'x-goog-upload-status': /^(?:active|final|cancelled)$/,
  'x-goog-upload-size-received': /^\d{1,15}$/,
  'x-goog-upload-chunk-granularity': /^\d{1,15}$/,
};

/** What Gemini says of an upload that a visitor's client goes by. */
export function readUploadHeaders(headers: Headers): Record<string, string> {
  const entries = Object.entries(readable).flatMap(([name, pattern]) => {
    const value = headers.get(name) ?? '';
    return pattern.test(value) ? [[name, value] as const] : [];
  });
  return Object.fromEntries(entries);
}
