import type { Tokens } from 'marked';

export type AlertKind = 'note' | 'tip' | 'important' | 'warning' | 'caution';

const kinds: ReadonlySet<string> = new Set<AlertKind>(['note', 'tip', 'important', 'warning', 'caution']);
/** The line that makes an alert of a quote; something must follow it. */
const marker = /^\[!([a-z]{3,9})\][ \t]*\n(?=[^]*\S)/i;

const found = new WeakMap<Tokens.Blockquote, AlertKind>();

export function isAlertKind(name: string): name is AlertKind {
  return kinds.has(name);
}

/** The kind of alert that a quote's text opens, and what its marker takes away. */
export function readMarker(text: string): { readonly kind: AlertKind; readonly length: number } | undefined {
  const [line = '', name = ''] = marker.exec(text) ?? [];
  const kind = name.toLowerCase();
  return isAlertKind(kind) ? { kind, length: line.length } : undefined;
}

/** Notes that a quote is an alert. */
export function markAlert(token: Tokens.Blockquote, kind: AlertKind): void {
  found.set(token, kind);
}

/** The kind of alert that a quote is, if it is one. */
export function readAlert(token: Tokens.Blockquote): AlertKind | undefined {
  return found.get(token);
}
