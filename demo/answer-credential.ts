import type { TokenGrant } from '../src/index.js';

/** Gives a page of this site a short-lived credential. A site of yours would look at its visitor's session first. */
export async function answerCredential(
  { method, headers }: Request,
  findCredential: () => TokenGrant | undefined,
): Promise<Response> {
  if (method !== 'POST') return new Response(null, { status: 405, headers: { allow: 'POST' } });
  // Browsers say who asks, and no page can say something else.
  if (headers.get('sec-fetch-site') !== 'same-origin') return new Response(null, { status: 403 });
  const grant = findCredential();
  if (!grant) return new Response(null, { status: 404 });
  return Response.json(grant, { headers: { 'cache-control': 'no-store' } });
}
