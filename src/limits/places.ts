/** Where only so many answers may be made at the same time. */
export interface Room {
  readonly key: string;
  readonly size: number;
}

/** A place in each room that was asked for. */
export interface Place {
  /** May be called more than once; never throws. */
  leave(): void;
}

/** Who is in which room. */
export interface Places {
  /**
   * Takes a place in every room or, where one of them is full, in none, and returns undefined. After so many
   * `seconds` the place is free again whatever happened.
   */
  take(rooms: readonly Room[], seconds: number): Promise<Place | undefined>;
}

/** The longest that a timer can wait, in seconds: one that is told to wait longer does not wait at all. */
export const longestTimer = 2_147_483;
