/** A body that breaks off half-way, as a lost connection would. */
export function breakBody(json: string): Response {
  const bytes = new TextEncoder().encode(json);
  let isSent = false;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull(controller) {
      if (isSent) controller.error(new TypeError('The connection was lost.'));
      else controller.enqueue(bytes.slice(0, bytes.length / 2));
      isSent = true;
    },
  });
  return new Response(body, { headers: { 'content-type': 'application/json; charset=UTF-8' } });
}
