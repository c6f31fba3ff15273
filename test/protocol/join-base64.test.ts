import { expect } from 'chai';
import { cutBase64, joinBase64 } from '../../src/protocol/join-base64.js';

const toUrlSafe = (text: string) => text.replaceAll('+', '-').replaceAll('/', '_');

describe('joining base64', () => {
  it('joins bytes of any number, padded or not, in either alphabet', () => {
    const bytes = '\u00ff\u00fe\u00fb\u00ef\u00be\u0000\u0001';
    for (let left = 0; left <= bytes.length; left += 1) {
      const parts = [btoa(bytes.slice(0, left)), btoa(bytes.slice(left))] as const;
      for (const change of [String, toUrlSafe, (text: string) => text.replaceAll('=', '')]) {
        const { whole, rest } = joinBase64(cutBase64(change(parts[0])), change(parts[1]));
        expect(atob(whole + rest), parts.join(' ')).to.equal(bytes);
      }
    }
  });

  it('refuses what is no base64 where it must read it', () => {
    expect(() => joinBase64(cutBase64('YQ=='), '*')).to.throw();
  });
});
