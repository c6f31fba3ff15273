import { expect } from 'chai';
import { createRandom } from '../../src/emulator/create-random.js';

describe('createRandom', () => {
  it('gives the same numbers for the same seed, others for another', () => {
    const take = (seed: string) => Array.from({ length: 5 }, createRandom(seed));
    expect(take('a')).to.deep.equal(take('a'));
    expect(take('a')).not.to.deep.equal(take('b'));
  });

  it('spreads its numbers between 0 and 1', () => {
    const random = createRandom('spread');
    const counts = [0, 0, 0, 0];
    for (let index = 0; index < 4000; index += 1) {
      const quarter = Math.floor(random() * 4);
      counts[quarter] = (counts[quarter] ?? 0) + 1;
    }
    expect(counts).to.have.length(4);
    for (const count of counts) expect(count).to.be.within(850, 1150);
  });
});
