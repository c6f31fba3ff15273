/** Calls `tell` for one value after the other, also where the telling of one brings the next. */
export function inOrder<Value>(tell: (value: Value) => void): (value: Value) => void {
  let untold: Value[] = [];
  return (value) => {
    untold.push(value);
    if (untold.length > 1) return;
    try {
      for (const next of untold) tell(next);
    } finally {
      untold = [];
    }
  };
}
