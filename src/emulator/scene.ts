import type { InteractionRequest } from '../protocol/interaction-request.js';
import type { Step } from '../protocol/step.js';
import type { GoogleError } from './google-error.js';

/** An uploaded file that a turn refers to. */
export interface SceneFile {
  readonly uri: string;
  readonly mimeType: string;
  /** Its size. */
  readonly bytes: number;
  /** What the uploader called it, else its id. */
  readonly name: string;
}

/** The turn that a scene is asked to answer. */
export interface SceneTurn {
  /** What the user just said, as text; empty when the turn only brings files or function results. */
  readonly prompt: string;
  /** The steps of this turn: what was asked, or what the page's functions returned. */
  readonly input: readonly Step[];
  /** Everything before this turn, oldest first, whether the server kept it or the client resent it. */
  readonly history: readonly Step[];
  /** The request's body, validated. */
  readonly request: InteractionRequest;
  /** The uploaded files that this turn refers to, in order. */
  readonly files?: readonly SceneFile[];
}

/** What the emulated model does with a turn. */
export interface SceneReply {
  /** The wire's steps, in order. A signed thought is put in front where the scene begins with none. */
  readonly steps: readonly Step[];
  /** Thought summaries for that thought, sent when the request asks for them; by default general ones. */
  readonly thoughts?: readonly string[];
  /** The final status; by default `requires_action` while a function call waits, else `completed`. */
  readonly status?: string;
  /** Ends after the last delta: `drop` without another byte and for good, an error with an `error` event. */
  readonly ending?: 'drop' | GoogleError;
  /** Silence before the first text, in beats; a beat is the emulator's `pace`. */
  readonly silence?: number;
  /** Beats between two events; 1 by default. */
  readonly tempo?: number;
  /**
   * An answer that comes in hops: after `steps`, where there are any, a group of steps for each. Every hop but
   * the last ends with `requires_continuation` and a token to get the next one by.
   */
  readonly hops?: readonly (readonly Step[])[];
  /** Beats that a run in the background takes before its first output. */
  readonly duration?: number;
}

/** A situation that the emulator can play: which turns it answers, and how. */
export interface Scene {
  readonly name: string;
  matches(turn: SceneTurn): boolean;
  /** The reply, or its text in markdown. May throw a `GoogleError`: the request is then refused with it. */
  reply(turn: SceneTurn): SceneReply | string;
}
