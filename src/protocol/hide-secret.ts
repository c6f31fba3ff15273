/** A shorter text is found in many others. */
const shortestHidden = 6;

/** The same text with a sign in the place of a secret, also where that is written as addresses write it. */
export function hideSecret(text: string, secret: string, sign: string): string {
  return [secret, encodeURIComponent(secret)]
    .filter(({ length }) => length >= shortestHidden)
    .reduce((hidden, form) => hidden.replaceAll(form, sign), text);
}
