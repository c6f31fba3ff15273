import { isWireObject, type WireObject } from '../protocol/wire-object.js';
import type { SceneTurn } from './scene.js';

/** The forms that a request wants its answer in; empty where it leaves that to the model. */
export function readFormats({ request }: SceneTurn): WireObject[] {
  const { response_format: wanted, response_modalities: modalities, response_mime_type: mimeType } = request;
  const given: readonly unknown[] = Array.isArray(wanted) ? wanted : [wanted];
  const formats: WireObject[] = given.filter(isWireObject);
  for (const modality of modalities ?? []) formats.push({ type: modality.toLowerCase() });
  if (mimeType) formats.push({ type: 'text', mime_type: mimeType });
  return formats;
}

/** The form of a type that a request wants; `undefined` where it wants none of it. */
export function findFormat(turn: SceneTurn, type: string): WireObject | undefined {
  return readFormats(turn).find((format) => (format['type'] ?? 'text') === type);
}
