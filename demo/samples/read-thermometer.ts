/** What a thermometer says in a city: a made-up number, the same for the same name. */
export function readThermometer(location: unknown): { location: string; celsius: number } {
  const name = String(location);
  const sum = Array.from(name).reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return { location: name, celsius: 4 + (sum % 24) };
}
