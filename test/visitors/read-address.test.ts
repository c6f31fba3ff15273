import { expect } from 'chai';
import { noteAddress } from '../../src/visitors/note-address.js';
import { parseAddress, readAddress } from '../../src/visitors/read-address.js';
import { makeRequest } from '../server/fake-gemini.js';

const spellings: readonly [string, string | undefined][] = [
  ['203.0.113.7', '203.0.113.7'],
  [' 203.0.113.7 ', '203.0.113.7'],
  ['203.0.113.7:51234', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['::FFFF:cb00:7107', '203.0.113.7'],
  ['[::ffff:203.0.113.7]:443', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2:ffff:ffff:ffff:ffff', '2001:db8:1:2::/64'],
  ['2001:0db8:0001:0002::', '2001:db8:1:2::/64'],
  ['[2001:db8:1:2::1]', '2001:db8:1:2::/64'],
  ['[2001:db8:1:2::1]:8080', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['1:2:3:4:5:6:7::', '1:2:3:4::/64'],
  ['', undefined],
  ['unknown', undefined],
  ['_hidden', undefined],
  ['203.0.113', undefined],
  ['203.0.113.256', undefined],
  ['203.0.113.7.8', undefined],
  ['0x7f.0.0.1', undefined],
  ['2130706433', undefined],
  ['1:2:3', undefined],
  ['1::2::3', undefined],
  ['[2001:db8::1', undefined],
  ['2001:db8::1]/x', undefined],
  ['::1@evil.example', undefined],
  ['shop.example', undefined],
  [':'.repeat(1000), undefined],
  ['1'.repeat(100_000), undefined],
];

describe('an address', () => {
  for (const [text, expected] of spellings) {
    it(`is ${expected ?? 'none'} where ${JSON.stringify(text.slice(0, 50))} is written`, () => {
      expect(parseAddress(text)).to.equal(expected);
    });
  }
});

const hops: readonly [string, number, string | undefined, string | undefined, string | undefined][] = [
  ['is the one of the connection', 0, '192.0.2.1', undefined, '192.0.2.1'],
  ['is not what a visitor says of itself', 0, '192.0.2.1', '203.0.113.7', '192.0.2.1'],
  ['is the one that the proxy was asked from', 1, '10.0.0.1', '203.0.113.7', '203.0.113.7'],
  ['is not what a visitor told the proxy', 1, '10.0.0.1', '198.51.100.9, 203.0.113.7', '203.0.113.7'],
  ['is before both proxies', 2, '10.0.0.1', '198.51.100.9, 203.0.113.7, 10.0.0.2', '203.0.113.7'],
  ['is what the proxy says, without a connection', 1, undefined, '198.51.100.9,203.0.113.7', '203.0.113.7'],
  ['is before both proxies, without a connection', 2, undefined, '203.0.113.7, 10.0.0.2', '203.0.113.7'],
  ['is the farthest that is known, where proxies are missing', 3, '10.0.0.1', '203.0.113.7', '203.0.113.7'],
  ['is the connection, where no proxy said anything', 1, '192.0.2.1', undefined, '192.0.2.1'],
  ['is unknown without connection and proxies', 0, undefined, '203.0.113.7', undefined],
  ['is unknown where the proxy says nothing', 1, undefined, undefined, undefined],
  ['is unknown where the proxy was told nonsense', 1, '10.0.0.1', 'unknown', undefined],
];

describe("a visitor's address", () => {
  for (const [what, trustedProxies, socket, header, expected] of hops) {
    it(`${what}: ${trustedProxies} of ${socket} and ${header}`, () => {
      const request = makeRequest('GET', '/', header === undefined ? {} : { 'x-forwarded-for': header });
      if (socket !== undefined) noteAddress(request, socket);
      expect(readAddress(request, { trustedProxies })).to.equal(expected);
    });
  }

  it('is what the site says where it says something of it', () => {
    const request = makeRequest('GET', '/', {
      'x-forwarded-for': '203.0.113.7',
      'fly-client-ip': '192.0.2.7',
    });
    noteAddress(request, '10.0.0.1');
    const address = ({ headers }: Request) => headers.get('fly-client-ip') ?? undefined;
    expect(readAddress(request, { address, trustedProxies: 1 })).to.equal('192.0.2.7');
    expect(readAddress(request, { address: () => undefined, trustedProxies: 1 })).to.equal(undefined);
    expect(readAddress(request, { address: () => 'nonsense', trustedProxies: 1 })).to.equal(undefined);
  });

  it('is unknown, and nothing breaks, for a request that was made anew of the one that came in', () => {
    const request = makeRequest('GET', '/');
    noteAddress(request, '192.0.2.1');
    expect(readAddress(new Request(request), { trustedProxies: 0 })).to.equal(undefined);
  });
});
