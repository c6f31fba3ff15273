import type { Content } from '../protocol/step.js';
import type { StepKind } from './step-icons.js';

/** How far a step got; `unfinished` where the answer ended before it did. */
export type StepState = 'running' | 'done' | 'failed' | 'unfinished';

/** An address from the wire, not yet judged, with what is said about it. */
export interface PageLink {
  readonly text: string;
  readonly href: string;
  readonly remark?: string;
  readonly children?: readonly PageLink[];
}

/** One thing that was asked in a step or came back from it. */
export type StepDetail =
  | { readonly kind: 'texts'; readonly label: string; readonly texts: readonly string[] }
  | { readonly kind: 'links'; readonly label: string; readonly links: readonly PageLink[] }
  | { readonly kind: 'code'; readonly label: string; readonly language: string; readonly text: string }
  | { readonly kind: 'images'; readonly contents: readonly Content[] };

/** A step as the reader sees it; all its texts may be hostile. */
export interface StepView {
  readonly kind: StepKind;
  readonly state: StepState;
  /** What was done, in words that tell the state too. */
  readonly title: string;
  /** What it was about, in short; may be empty. */
  readonly subject: string;
  /** Whether the details say what it was about again, and in full. */
  readonly isDetailed: boolean;
  readonly details: readonly StepDetail[];
}
