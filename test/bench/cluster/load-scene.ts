import type { Scene } from '../../../src/emulator.js';

/** The words of an answer of that many pieces; each names its place, so that none can be missed or moved. */
export function writeLoadText(pieces: number): string {
  return Array.from({ length: pieces }, (_, index) => `${String(index).padStart(7, '0')} `).join('');
}

/** Answers `load N` with a text of N pieces. */
export const loadScene: Scene = {
  name: 'load',
  matches: ({ prompt }) => /^load \d+$/.test(prompt),
  reply({ prompt }) {
    const text = writeLoadText(Number(prompt.slice(5)));
    return { steps: [{ type: 'model_output', content: [{ type: 'text', text }] }] };
  },
};
