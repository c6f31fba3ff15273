/**
 * How paths that name a route end. Ids are looked at as they were sent: what could climb in a path or begin
 * another part of it, plain or encoded, is in none.
 */
const endings = [
  /\/(?:interactions|token|config|health|metrics)$/,
  /\/interactions\/[\w~=-][\w.~=-]{0,1023}(?:\/cancel)?$/,
  /\/models\/[\w.-]{1,128}:(?:generateContent|streamGenerateContent)$/,
  /\/files\/[a-z0-9-]{1,160}$/,
] as const;

/** Google's own client puts the version in the middle here. */
const uploadEnding = /\/upload\/(?:v\w{1,16}\/)?files$/;

/**
 * The part of a path that names a route. Frameworks mount the handler under paths of their own, with or without
 * Gemini's version in them, and some add a slash at the end: only how a path ends counts.
 */
export function findRoute(request: Request): string {
  const path = new URL(request.url).pathname.replace(/\/$/, '');
  if (uploadEnding.test(path)) return '/upload/files';
  return endings.map((ending) => ending.exec(path)?.[0]).find((route) => route !== undefined) ?? '/';
}
