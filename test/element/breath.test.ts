import { expect } from 'chai';
import { Breath } from '../../src/element/breath.js';

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('somebody who speaks', () => {
  it('has ended a moment after the last word', async () => {
    let ends = 0;
    const breath = new Breath(() => (ends += 1));
    breath.noteWord();
    await pause(700);
    breath.noteWord();
    await pause(700);
    expect(breath.isSpeaking).to.equal(true);
    await pause(700);
    expect(breath.isSpeaking).to.equal(false);
    expect(ends).to.equal(1);
  });

  it('has not ended while they can be heard, though no word was understood yet', async () => {
    const breath = new Breath(() => {});
    breath.noteWord();
    for (let count = 0; count < 8; count += 1) {
      await pause(200);
      breath.noteLevel(0.7);
    }
    expect(breath.isSpeaking).to.equal(true);
  });

  it('is not whoever makes a noise', async () => {
    const breath = new Breath(() => {});
    breath.noteLevel(1);
    expect(breath.isSpeaking).to.equal(false);
  });
});
