/** How many bytes a base64 text stands for. */
export function measureBase64(data: string): number {
  return Math.floor((data.replace(/=+$/, '').length * 3) / 4);
}
