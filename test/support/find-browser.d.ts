/** The path of a Chrome or Chromium to test in: `CHROME_PATH`, an installed one, else one installed now. */
export function findBrowser(): string;
