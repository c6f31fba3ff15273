/** How a call to Gemini ended where its answer did not come to its end. */
export type BrokenCall = 'stopped' | 'broken';

/** Makes a call, and says when its answer was given up or broke off. */
export async function countCall(
  request: Request,
  fetch: (request: Request) => Promise<Response>,
  note: (end: BrokenCall) => void,
): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(request);
  } catch (error) {
    note(request.signal.aborted ? 'stopped' : 'broken');
    throw error;
  }
  return response.body === null ? response : new Response(countBody(response.body, request, note), response);
}

function countBody(
  body: ReadableStream<Uint8Array>,
  { signal }: Request,
  note: (end: BrokenCall) => void,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let isOver = false;
  const finish = (end?: BrokenCall): void => {
    if (!isOver && end !== undefined) note(end);
    isOver = true;
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (!done) return controller.enqueue(value);
          finish();
          controller.close();
        } catch (error) {
          finish(signal.aborted ? 'stopped' : 'broken');
          controller.error(error);
        }
      },
      cancel(reason) {
        finish('stopped');
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
