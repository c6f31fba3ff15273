import { GoogleError } from './google-error.js';

/** A request's body as JSON; a 400 where it is none. */
export async function readJson(request: Request): Promise<unknown> {
  try {
    return JSON.parse(await request.text());
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw new GoogleError(400, { message: 'Invalid JSON payload received.' });
  }
}
