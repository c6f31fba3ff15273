/** The samples in a piece of sound. */
export function readSamples(data: string): Uint8Array {
  return Uint8Array.from(atob(data.replaceAll('-', '+').replaceAll('_', '/')), (letter) =>
    letter.charCodeAt(0),
  );
}

/** Samples as a session takes them. */
export function writeSamples(samples: Uint8Array): string {
  let letters = '';
  // All at once there would be too many arguments.
  for (let start = 0; start < samples.length; start += 4096) {
    letters += String.fromCharCode(...samples.subarray(start, start + 4096));
  }
  return btoa(letters);
}
