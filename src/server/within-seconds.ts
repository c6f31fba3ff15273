/** The promise's outcome, or undefined when it takes longer; the promise itself goes on either way. */
export function withinSeconds<T>(promise: Promise<T>, seconds: number): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(undefined), seconds * 1000);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
