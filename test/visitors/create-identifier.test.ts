import { expect } from 'chai';
import type { IdentityOptions } from '../../src/visitors/create-identifier.js';
import { createIdentifier } from '../../src/visitors/create-identifier.js';
import { noteAddress } from '../../src/visitors/note-address.js';
import type { Visitor } from '../../src/visitors/visitor.js';
import { makeRequest } from '../server/fake-gemini.js';

const secret = 'a secret of more than thirty-two letters';
const ownPage = { origin: 'https://shop.example', 'sec-fetch-site': 'same-origin' };
const oldOwnPage = { origin: 'https://shop.example' };
const partnerPage = { origin: 'https://partner.example', 'sec-fetch-site': 'cross-site' };
const neighbourPage = { origin: 'https://blog.shop.example', 'sec-fetch-site': 'same-site' };

interface Asking {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly address?: string;
  readonly url?: string;
}

function makeOptions(options: Partial<IdentityOptions> = {}): IdentityOptions {
  return { secrets: async () => [secret], baseUrl: 'https://gemini.example', trustedProxies: 0, ...options };
}

/** Who a request is from, to a site that was just started: nothing is remembered between two calls. */
function ask(
  { method = 'POST', headers = {}, address, url = '/interactions' }: Asking,
  options: Partial<IdentityOptions> = {},
): Promise<Visitor> {
  const request = makeRequest(method, url, headers);
  if (address !== undefined) noteAddress(request, address);
  return createIdentifier(makeOptions(options))(request);
}

/** What the browser sends back of the cookie that an answer set. */
function keep(visitor: Visitor): Record<string, string> {
  return { cookie: visitor.cookie?.split(';')[0] ?? 'none=1' };
}

describe('whom an id belongs to', () => {
  const home = '203.0.113.7';
  const elsewhere = '198.51.100.9';

  /** Who was asked for it, who uses it with or without the cookie of before, and whether it opens. */
  const cases: readonly [string, Asking, Asking & { readonly keeps?: boolean }, boolean][] = [
    ['a page with its cookie', { headers: ownPage }, { headers: ownPage, keeps: true }, true],
    [
      'a page with its cookie, elsewhere',
      { headers: ownPage, address: home },
      { headers: ownPage, address: elsewhere, keeps: true },
      true,
    ],
    [
      'a page without its cookie',
      { headers: ownPage, address: home },
      { headers: ownPage, address: home },
      false,
    ],
    ['a page without its cookie, unknown where', { headers: ownPage }, { headers: ownPage }, false],
    [
      'another browser behind the address',
      { headers: ownPage, address: home },
      { headers: ownPage, address: home },
      false,
    ],
    ['a client behind the address of a page', { headers: ownPage, address: home }, { address: home }, false],
    ['a client that nothing is known of, after a page', { headers: ownPage }, {}, false],
    [
      'a page of an older browser with its cookie',
      { headers: oldOwnPage },
      { headers: oldOwnPage, keeps: true },
      true,
    ],
    [
      'a page of an older browser without',
      { headers: oldOwnPage, address: home },
      { headers: oldOwnPage, address: home },
      false,
    ],
    ['a client without cookies at its address', { address: home }, { address: home }, true],
    ['a client without cookies elsewhere', { address: home }, { address: elsewhere }, false],
    [
      'a client without cookies in the same network',
      { address: '2001:db8:1:2::7' },
      { address: '2001:db8:1:2:ffff::9' },
      true,
    ],
    [
      'a client without cookies in the next network',
      { address: '2001:db8:1:2::7' },
      { address: '2001:db8:1:3::7' },
      false,
    ],
    ['a client that keeps cookies, elsewhere', { address: home }, { address: elsewhere, keeps: true }, true],
    ['a client that nothing is known of', {}, {}, true],
    ['a client that nothing is known of, once it has an address', {}, { address: home }, false],
    [
      'a page that says nothing of itself but its address, after a client',
      { address: home },
      { headers: ownPage, address: home },
      false,
    ],
    [
      'a page of another site that keeps cookies',
      { headers: partnerPage, address: home },
      { headers: partnerPage, address: elsewhere, keeps: true },
      true,
    ],
    [
      'a page of another site without cookies',
      { headers: partnerPage, address: home },
      { headers: partnerPage, address: home },
      true,
    ],
    [
      'a page of another site without cookies, elsewhere',
      { headers: partnerPage, address: home },
      { headers: partnerPage, address: elsewhere },
      false,
    ],
    [
      'a page of another site that nothing is known of',
      { headers: partnerPage },
      { headers: partnerPage },
      false,
    ],
    [
      'a page of another site that nothing is known of, with its cookie',
      { headers: partnerPage },
      { headers: partnerPage, keeps: true },
      true,
    ],
    ['a client that nothing is known of, after a page of another site', { headers: partnerPage }, {}, false],
    [
      'a page of a neighbour without cookies',
      { headers: neighbourPage, address: home },
      { headers: neighbourPage, address: home },
      true,
    ],
  ];
  for (const [what, first, { keeps = false, ...next }, opens] of cases) {
    it(`${opens ? 'is' : 'is not'} ${what}`, async () => {
      const giver = await ask(first);
      const sealed = giver.ids.seal('interaction', 'v1_abc');
      const headers = { ...next.headers, ...(keeps ? keep(giver) : {}) };
      const user = await ask({ method: 'GET', ...next, headers });
      expect(user.ids.open('interaction', sealed)).to.equal(opens ? 'v1_abc' : undefined);
    });
  }

  it('is one browser of two behind an address, each with its cookie', async () => {
    const asking = { headers: ownPage, address: home };
    const [ada, bob] = [await ask(asking), await ask(asking)];
    const sealed = ada.ids.seal('interaction', 'v1_abc');
    const again = (visitor: Visitor) => ask({ ...asking, headers: { ...ownPage, ...keep(visitor) } });
    expect((await again(ada)).ids.open('interaction', sealed)).to.equal('v1_abc');
    expect((await again(bob)).ids.open('interaction', sealed)).to.equal(undefined);
  });

  it('is the cookie alone, once there is one, and not the address', async () => {
    const { ids, cookie } = await ask({ address: home });
    const known = await ask({ address: home, headers: { cookie: cookie?.split(';')[0] ?? '' } });
    const sealed = known.ids.seal('interaction', 'v1_abc');
    expect(sealed.split('~').length).to.equal(2);
    const ofAnother = (await ask({ address: home })).ids.seal('interaction', 'v1_abc');
    expect(known.ids.open('interaction', ofAnother)).to.equal(undefined);
    expect((await ask({ address: home })).ids.open('interaction', sealed)).to.equal(undefined);
    expect(ids.seal('interaction', 'v1_abc').split('~').length).to.equal(4);
  });

  it('is sealed in the same way each time for who comes back', async () => {
    const headers = { ...ownPage, ...keep(await ask({ headers: ownPage })) };
    const [one, other] = [await ask({ headers }), await ask({ method: 'GET', headers })];
    expect(one.ids.seal('interaction', 'v1_abc')).to.equal(other.ids.seal('interaction', 'v1_abc'));
  });

  it('is sealed as it was given for one who shows it, also without cookies', async () => {
    const given = (await ask({ address: home })).ids.seal('interaction', 'v1_abc');
    for (const method of ['GET', 'POST']) {
      const { ids } = await ask({ method, address: home });
      expect(ids.seal('interaction', 'v1_abc')).not.to.equal(given);
      expect(ids.open('interaction', given)).to.equal('v1_abc');
      expect(ids.seal('interaction', 'v1_abc')).to.equal(given);
      expect(ids.seal('environment', 'v1_abc')).not.to.equal(given);
    }
  });

  it('is whom the site names, wherever and with whatever cookie', async () => {
    const cookie = keep(await ask({ headers: ownPage }));
    const sealed = (await ask({}, { identify: () => 'ada' })).ids.seal('interaction', 'v1_abc');
    const asAda = await ask({ headers: cookie, address: home }, { identify: async () => 'ada' });
    expect(asAda.ids.open('interaction', sealed)).to.equal('v1_abc');
    expect(asAda.cookie).to.equal(undefined);
    const asBob = await ask({ headers: cookie, address: home }, { identify: () => 'bob' });
    expect(asBob.ids.open('interaction', sealed)).to.equal(undefined);
    const asCookie = await ask({ headers: cookie }, { identify: () => undefined });
    expect(asCookie.ids.open('interaction', sealed)).to.equal(undefined);
  });

  for (const name of [
    'name ada',
    'cookie ada',
    'address 203.0.113.7',
    'unknown client',
    '__proto__',
    'ü'.repeat(100_000),
    '\uD800',
  ]) {
    it(`is nobody else by the name of ${JSON.stringify(name.slice(0, 20))}`, async () => {
      const named = await ask({ address: home }, { identify: () => name });
      const sealed = named.ids.seal('interaction', 'v1_abc');
      expect(named.ids.open('interaction', sealed)).to.equal('v1_abc');
      expect(named.id).to.match(/^[\w-]{22}$/);
      for (const other of ['ada', 'unknown', '\uDC00', '\uFFFD']) {
        const someone = await ask({ address: home }, { identify: () => other });
        expect(someone.ids.open('interaction', sealed), other).to.equal(undefined);
      }
      expect((await ask({ address: home })).ids.open('interaction', sealed)).to.equal(undefined);
    });
  }
});

describe('a site that names its visitors', () => {
  it('may do so with nothing for those it does not know', async () => {
    for (const nobody of ['null', '""']) {
      const identify = () => JSON.parse(nobody);
      expect((await ask({ headers: ownPage }, { identify })).cookie).to.include('gemini_chat_visitor=');
    }
  });

  it('is not asked for the browser that only asks whether it may ask', async () => {
    const identify = () => Promise.reject(new Error('no session'));
    const { cookie } = await ask({ method: 'OPTIONS', headers: partnerPage }, { identify });
    expect(cookie).to.equal(undefined);
  });

  it('is not believed where it gives what is no name, or fails', async () => {
    const failures: readonly NonNullable<IdentityOptions['identify']>[] = [
      () => JSON.parse('7'),
      () => JSON.parse('{}'),
      () => Promise.reject(new Error('no session store')),
      () => {
        throw new Error('no session store');
      },
    ];
    for (const identify of failures) {
      const error: unknown = await ask({}, { identify }).catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(Error);
    }
  });
});

describe('the cookie that an answer sets', () => {
  const cases: readonly [string, Asking, Partial<IdentityOptions>, RegExp | undefined][] = [
    ['a page that asks', { headers: ownPage }, {}, /; SameSite=Lax; Secure$/],
    ['a client that asks', {}, {}, /; SameSite=Lax; Secure$/],
    ['an upload', { method: 'PUT' }, {}, /; SameSite=Lax; Secure$/],
    ['what is deleted', { method: 'DELETE' }, {}, /; SameSite=Lax; Secure$/],
    ['a page that looks around', { method: 'GET', headers: ownPage }, {}, undefined],
    ['a look at the head', { method: 'HEAD' }, {}, undefined],
    ['a browser that asks first', { method: 'OPTIONS', headers: partnerPage }, {}, undefined],
    ['a page of another site', { headers: partnerPage }, {}, /; SameSite=None; Secure; Partitioned$/],
    ['a page of a neighbour', { headers: neighbourPage }, {}, /; SameSite=Lax; Secure$/],
    ['a site by http', { url: 'http://localhost/' }, {}, /; SameSite=Lax$/],
    [
      'a page of another site by http',
      { url: 'http://localhost/', headers: partnerPage },
      {},
      /; SameSite=Lax$/,
    ],
    [
      'a proxy that ends TLS and is trusted',
      { url: 'http://localhost/', headers: { 'x-forwarded-proto': 'https' } },
      { trustedProxies: 1 },
      /; SameSite=Lax; Secure$/,
    ],
    [
      'anybody who says to be such a proxy',
      { url: 'http://localhost/', headers: { 'x-forwarded-proto': 'https' } },
      {},
      /; SameSite=Lax$/,
    ],
    [
      'a page that its browser reached by https',
      {
        url: 'http://localhost/',
        headers: { origin: 'https://www.example', 'sec-fetch-site': 'same-origin' },
      },
      {},
      /; SameSite=Lax; Secure$/,
    ],
    ['a visitor whom the site names', {}, { identify: () => 'ada' }, undefined],
  ];
  for (const [what, asking, options, expected] of cases) {
    it(`is ${expected?.source ?? 'none'} for ${what}`, async () => {
      const { cookie } = await ask(asking, options);
      if (expected) expect(cookie).to.match(expected);
      else expect(cookie).to.equal(undefined);
    });
  }

  it('is none where there is a good one', async () => {
    const headers = keep(await ask({}));
    expect((await ask({ headers })).cookie).to.equal(undefined);
  });

  it('is of the same visitor where the secret changed, and is then of the new secret', async () => {
    const both = { secrets: async () => [`new ${secret}`, secret] };
    const onlyNew = { secrets: async () => [`new ${secret}`] };
    const before = await ask({ headers: ownPage });
    const sealed = before.ids.seal('interaction', 'v1_abc');
    const between = await ask({ headers: keep(before) }, both);
    expect(between.ids.open('interaction', sealed)).to.equal('v1_abc');
    expect(between.id).to.equal((await ask({ headers: keep(before) })).id);
    expect((await ask({ method: 'GET', headers: keep(before) }, both)).cookie).to.equal(undefined);
    const resealed = between.ids.seal('interaction', 'v1_abc');
    expect(resealed).not.to.equal(sealed);
    const after = await ask({ headers: keep(between) }, onlyNew);
    expect(after.cookie).to.equal(undefined);
    expect(after.ids.open('interaction', resealed)).to.equal('v1_abc');
    const late = await ask({ headers: keep(before) }, onlyNew);
    expect(late.cookie).not.to.equal(undefined);
    expect(late.ids.open('interaction', resealed)).to.equal(undefined);
  });
});

describe('what a visitor is counted by', () => {
  const address = '203.0.113.7';

  it('is the cookie, at any address', async () => {
    const fresh = await ask({ headers: ownPage });
    const headers = { ...ownPage, ...keep(fresh) };
    const [here, there] = [await ask({ headers, address }), await ask({ headers, address: '192.0.2.1' })];
    expect(here.id)
      .to.match(/^[\w-]{22}$/)
      .and.to.equal(there.id);
    expect(here.address)
      .to.match(/^[\w-]{22}$/)
      .and.not.to.equal(there.address);
    expect(here.id).not.to.equal(here.address);
  });

  it('is the address without a cookie, so that to throw it away wins nothing', async () => {
    const first = await ask({ headers: ownPage, address });
    expect((await ask({ headers: ownPage, address })).id).to.equal(first.id);
    expect((await ask({ headers: partnerPage, address })).id).to.equal(first.id);
    expect((await ask({ address })).id).to.equal(first.id);
    expect((await ask({ address: `::ffff:${address}` })).id).to.equal(first.id);
    expect((await ask({ address: '203.0.113.8' })).id).not.to.equal(first.id);
  });

  it('is the fresh cookie of a page, where the address is not known', async () => {
    const fresh = await ask({ headers: ownPage });
    expect(fresh.address).to.equal(undefined);
    expect((await ask({ headers: { ...ownPage, ...keep(fresh) } })).id).to.equal(fresh.id);
  });

  it('is nothing, where nobody can be told from others', async () => {
    expect(await ask({})).to.include({ id: undefined, address: undefined });
    expect(await ask({ method: 'GET', headers: ownPage })).to.include({ id: undefined, address: undefined });
  });

  it('is the same on all machines while a new secret comes to one after the other', async () => {
    const id = async (secrets: readonly string[]) =>
      (await ask({ address }, { secrets: async () => secrets })).id;
    expect(await id([`new ${secret}`, secret])).to.equal(await id([secret]));
    expect(await id([`new ${secret}`])).not.to.equal(await id([secret]));
  });

  it('says neither name nor address', async () => {
    const visitor = await ask({ address }, { identify: () => 'ada@example.com' });
    expect(JSON.stringify([visitor.id, visitor.address])).not.to.match(/ada|203/);
  });
});

describe('a site without a usable secret', () => {
  const broken: readonly [string, () => Promise<readonly string[]>][] = [
    ['none', async () => []],
    ['an empty one', async () => [secret, '']],
    ['what is no text', async () => JSON.parse('[7]')],
    ['a failure', () => Promise.reject(new Error(secret))],
  ];
  for (const [what, secrets] of broken) {
    it(`gives out no id and opens none: ${what}`, async () => {
      const visitor = await ask({ headers: ownPage }, { secrets });
      expect(visitor).to.include({ id: undefined, address: undefined, cookie: undefined });
      expect(() => visitor.ids.seal('interaction', 'v1_abc')).to.throw('no secret');
      expect(() => visitor.ids.open('interaction', 'v1_abc')).to.throw('no secret');
    });
  }

  it('takes a secret that comes later', async () => {
    let ready = false;
    const secrets = () => (ready ? Promise.resolve([secret]) : Promise.reject(new Error('not yet')));
    const identify = createIdentifier(makeOptions({ secrets }));
    expect((await identify(makeRequest('POST', '/'))).cookie).to.equal(undefined);
    ready = true;
    expect((await identify(makeRequest('POST', '/'))).cookie).not.to.equal(undefined);
  });
});
