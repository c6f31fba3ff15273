import { expect } from 'chai';
import { openTicket, sealTicket } from '../../src/server/upload-ticket.js';
import { canaryKey } from './fake-gemini.js';

const secrets = [canaryKey];
const ticket = {
  url: 'https://generativelanguage.googleapis.com/upload/v1beta/files?upload_id=abc',
  size: 1000,
  until: Date.now() + 60_000,
};

/** Another letter in the place of one. */
function alter(text: string, index: number): string {
  return text.slice(0, index) + (text[index] === 'A' ? 'B' : 'A') + text.slice(index + 1);
}

describe('the ticket of an upload', () => {
  it('opens with the secret that sealed it, and says nothing to anybody else', async () => {
    const sealed = await sealTicket(ticket, secrets);
    expect(sealed).to.match(/^[\w-]+$/);
    expect(atob(sealed.replaceAll('-', '+').replaceAll('_', '/'))).not.to.include('upload');
    expect(await openTicket(sealed, secrets)).to.deep.equal(ticket);
    expect(await openTicket(sealed, [`${canaryKey}x`])).to.equal(undefined);
  });

  it('opens with each of the secrets, and is sealed with the first', async () => {
    const old = `${canaryKey}-of-before`;
    expect(await openTicket(await sealTicket(ticket, [old]), [canaryKey, old])).to.deep.equal(ticket);
    const sealed = await sealTicket(ticket, [canaryKey, old]);
    expect(await openTicket(sealed, [old])).to.equal(undefined);
    expect(await openTicket(sealed, secrets)).to.deep.equal(ticket);
  });

  it('is another one each time', async () => {
    expect(await sealTicket(ticket, secrets)).not.to.equal(await sealTicket(ticket, secrets));
  });

  it('does not open when any letter of it was changed', async () => {
    const sealed = await sealTicket(ticket, secrets);
    // The last letter may hold bits that no byte uses.
    for (let index = 0; index < sealed.length - 1; index += 1) {
      expect(await openTicket(alter(sealed, index), secrets), `${index}`).to.equal(undefined);
    }
  });

  it('ends', async () => {
    const sealed = await sealTicket({ ...ticket, until: Date.now() - 1 }, secrets);
    expect(await openTicket(sealed, secrets)).to.equal(undefined);
  });

  const strange = [
    '',
    'abc',
    'a'.repeat(31),
    'a'.repeat(9000),
    `${'a'.repeat(40)}%`,
    'ü'.repeat(40),
    'a'.repeat(41),
  ];
  for (const text of strange) {
    it(`is not ${JSON.stringify(text.slice(0, 20))}… of ${text.length} letters`, async () => {
      expect(await openTicket(text, secrets)).to.equal(undefined);
    });
  }

  it('is nothing else that this site could have sealed', async () => {
    const other: unknown = { url: 7, until: Date.now() + 60_000 };
    const sealed: unknown = await Reflect.apply(sealTicket, undefined, [other, secrets]);
    expect(await openTicket(String(sealed), secrets)).to.equal(undefined);
  });
});
