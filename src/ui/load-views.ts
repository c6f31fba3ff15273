import { isFileText } from '../attachments/is-file-text.js';
import type { Message } from '../conversation/message.js';
import { isWireObject, type WireObject } from '../protocol/wire-object.js';

/** What a message shows beside its words, each in code of its own that few messages need. */
export type View = 'activity' | 'media' | 'data' | 'sources' | 'actions';

const loaders: Record<View, () => Promise<unknown>> = {
  activity: () => import('./activity-element.js'),
  media: () => import('./media-element.js'),
  data: () => import('./data-element.js'),
  sources: () => import('./sources-element.js'),
  actions: () => import('./actions-element.js'),
};

const loading = new Set<View>();

/** Begins to load a view; its element comes to life where it stands already. */
export function loadView(view: View): void {
  if (loading.has(view)) return;
  loading.add(view);
  // A lost connection must not leave this page without it for ever.
  loaders[view]().catch(() => loading.delete(view));
}

/** The views that a message needs. */
export function listViews({ steps, calls, isData, isBackground, retry }: Message): Set<View> {
  const views = new Set<View>();
  if (isData) views.add('data');
  if (calls || retry || isBackground) views.add('activity');
  for (const step of steps) {
    const { type, summary, error, content }: WireObject = { ...step };
    const isSaid = type === 'model_output' || type === 'user_input';
    if (type === 'thought' ? summary : !isSaid || error) views.add('activity');
    if (type === 'google_search_result' || type === 'google_maps_result') views.add('sources');
    for (const piece of Array.isArray(content) ? content.filter(isWireObject) : []) {
      if (piece['type'] !== 'text' || isFileText(String(piece['text']))) views.add('media');
      if (piece['annotations']) views.add('sources');
    }
  }
  return views;
}
