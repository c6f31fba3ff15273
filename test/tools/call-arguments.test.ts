import { expect } from 'chai';
import { callOf, listWarnings, runOne } from './played-run.js';

const parameters = {
  type: 'object',
  properties: {
    city: { type: 'string', minLength: 1 },
    days: { type: 'integer', minimum: 1, maximum: 14 },
    unit: { enum: ['celsius', 'fahrenheit'] },
    stops: { type: 'array', items: { $ref: '#/$defs/stop' } },
    when: { anyOf: [{ type: 'string', format: 'date' }, { type: 'null' }] },
    'a b/c': { type: 'number' },
  },
  required: ['city'],
  additionalProperties: false,
  $defs: { stop: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] } },
};

/** What a function with that schema got, or what the model was told instead. */
async function tryArguments(args: unknown, schema: unknown = parameters, malformed?: string) {
  const got: unknown[] = [];
  const execute = (given: unknown): string => {
    got.push(given);
    return 'ok';
  };
  const call = callOf('plan', args, malformed === undefined ? {} : { malformed });
  return { got, ...(await runOne(call, [{ name: 'plan', parameters: schema, execute }])) };
}

describe('the arguments of a call', () => {
  const warnings = listWarnings();

  describe('reach the function', () => {
    const fitting: [title: string, args: unknown, schema?: unknown][] = [
      ['when they fit', { city: 'Ulm', days: 3, unit: 'celsius', stops: [{ name: 'a' }], when: null }],
      ['with a number that is written otherwise', { city: 'Ulm', days: 3.0 }],
      ['with text of any script', { city: '京都 🏯' }],
      ['when the function declares none', { anything: [1, { a: null }] }, null],
      ['when its schema refuses nothing', { a: 1 }, { type: 'object' }],
      ['with names that only look like parts of a prototype', { proto: 1, constructors: 2, '🏯': 3 }, {}],
      ['nested as deep as a form can be', JSON.parse('{"a":'.repeat(99) + '1' + '}'.repeat(99)), {}],
      [
        'where a schema is recursive',
        { kids: [{ kids: [] }] },
        { properties: { kids: { items: { $ref: '#' } } } },
      ],
    ];
    for (const [title, args, schema] of fitting) {
      it(title, async () => {
        const { got, isError } = await tryArguments(args, schema);
        expect(got).to.deep.equal([args]);
        expect(isError).to.equal(false);
        expect(warnings).to.deep.equal([]);
      });
    }

    it('as an empty object where the model gave none', async () => {
      for (const args of [undefined, null]) expect((await tryArguments(args, {})).got).to.deep.equal([{}]);
    });

    it('as a copy, so that what the model wrote goes back to it as it came', async () => {
      const args = { list: [{ a: 1 }] };
      const execute = (given: Record<string, unknown>): string => {
        given['list'] = 'changed';
        given['more'] = true;
        return 'ok';
      };
      const { call, text } = await runOne(callOf('f', args), [{ name: 'f', execute }]);
      expect(args).to.deep.equal({ list: [{ a: 1 }] });
      expect(call?.args).to.deep.equal(args);
      expect(text).to.equal('ok');
    });

    it('although a script of the page has extended every object', async () => {
      Reflect.defineProperty(Object.prototype, 'extension', {
        value: () => 'mine',
        enumerable: true,
        configurable: true,
      });
      const outcome = await tryArguments({ city: 'Ulm', stops: [{ name: 'a' }] }).finally(() =>
        Reflect.deleteProperty(Object.prototype, 'extension'),
      );
      expect(outcome.text).to.equal('ok');
    });
  });

  describe('that do not fit are told to the model with place and problem', () => {
    const unfit: [title: string, args: unknown, says: RegExp[]][] = [
      ['a missing one', {}, [/required property "city"/]],
      ['one of another type', { city: 5 }, [/\/city: .*"number".*"string"/]],
      ['an empty text', { city: '' }, [/\/city: .*too short/]],
      ['a fraction in place of a whole number', { city: 'a', days: 1.5 }, [/\/days: .*"integer"/]],
      ['a number that is too large', { city: 'a', days: 15 }, [/\/days: 15 is greater than 14/]],
      ['a word that is no choice', { city: 'a', unit: 'kelvin' }, [/\/unit: .*\["celsius","fahrenheit"\]/]],
      ['one that nobody asked for', { city: 'a', zip: 1 }, [/"zip" does not match/]],
      [
        'one deep inside',
        { city: 'a', stops: [{ name: 'x' }, { name: 1 }] },
        [/\/stops\/1\/name: .*"string"/],
      ],
      ['a missing one deep inside', { city: 'a', stops: [{}] }, [/\/stops\/0: .*"name"/]],
      ['none of several forms', { city: 'a', when: 'soon' }, [/\/when: .*any/, /format "date"/]],
      ['a name with signs in it', { city: 'a', 'a b/c': 'x' }, [/\/a b~1c: /]],
      ['several at once', { city: 1, days: 'x', unit: 2 }, [/\/city: /, /\/days: /, /\/unit: /]],
    ];
    for (const [title, args, says] of unfit) {
      it(title, async () => {
        const { got, call, text, isError } = await tryArguments(args);
        expect(got).to.deep.equal([]);
        expect(isError).to.equal(true);
        expect(call).to.include({ state: 'failed', error: text });
        expect(call?.args).to.deep.equal(args);
        for (const part of says) expect(text).to.match(part);
        // A wrapper that says no more than that there is an error further in.
        expect(text).not.to.match(
          /Property "\w+" does not match schema|Items did not match|A subschema|False/,
        );
        expect(warnings).to.deep.equal([]);
      });
    }

    it('and in few words where there are many', async () => {
      const stops = Array.from({ length: 5000 }, () => ({ name: 1 }));
      const { text } = await tryArguments({ city: 'a', stops });
      expect(text.length).to.be.lessThan(1000);
      expect(text)
        .to.match(/\/stops\/4\/name/)
        .and.not.match(/\/stops\/5\/name/);
    });
  });

  describe('that no function may see', () => {
    const unsafe: [title: string, json: string, says: RegExp][] = [
      ['a prototype', '{"__proto__":{"isAdmin":true}}', /"__proto__"/],
      ['a prototype deep inside', '{"a":[{"b":{"__proto__":{}}}]}', /"__proto__"/],
      ['a constructor', '{"constructor":{"prototype":{}}}', /"constructor"/],
      ['the prototype of a constructor', '{"a":{"prototype":1}}', /"prototype"/],
      ['a name that is half a character', '{"a":{"\\ud800":1}}', /no valid text/],
      ['a hundred levels and more', '{"a":'.repeat(101) + '1' + '}'.repeat(101), /100 levels/],
      ['a hundred thousand levels', '{"a":'.repeat(1e5) + '1' + '}'.repeat(1e5), /100 levels/],
      ['levels of lists', `{"a":${'['.repeat(1e4)}${']'.repeat(1e4)}}`, /100 levels/],
    ];
    for (const [title, json, says] of unsafe) {
      it(`are refused: ${title}`, async () => {
        const { got, call, text, isError } = await tryArguments(JSON.parse(json), {});
        expect(got).to.deep.equal([]);
        expect(isError).to.equal(true);
        expect(text).to.match(says);
        expect(call?.args).to.deep.equal({});
        expect(Reflect.get({}, 'isAdmin')).to.equal(undefined);
      });
    }
  });

  describe('that are no JSON object', () => {
    const malformed: [title: string, args: unknown, text?: string][] = [
      ['broken JSON', {}, '{"city": "Ul'],
      ['text in place of an object', 'Ulm'],
      ['a list', ['Ulm']],
      ['a number', 7],
    ];
    for (const [title, args, text] of malformed) {
      it(`are refused: ${title}`, async () => {
        const outcome = await tryArguments(args, null, text);
        expect(outcome.got).to.deep.equal([]);
        expect(outcome.isError).to.equal(true);
        expect(outcome.text).to.match(/no JSON object/);
        expect(outcome.call?.args).to.deep.equal({});
        expect(outcome.call?.malformed).to.equal(text);
      });
    }
  });

  describe('and a schema that is broken', () => {
    const loop: Record<string, unknown> = { type: 'object' };
    loop['properties'] = { self: loop };
    const broken: [title: string, schema: unknown, says: RegExp, args?: unknown][] = [
      ['a text', 'city', /no JSON Schema/],
      ['a list', [], /no JSON Schema/],
      ['a type that there is not', { type: 'OBJECT' }, /\/type: .*"object"/],
      [
        'a type that there is not, deep inside',
        { properties: { a: { items: { type: 'STRING' } } } },
        /\/a\/items\/type/,
      ],
      ['properties that are none', { properties: 5 }, /\/properties: /],
      ['a property without a schema', { properties: { a: null } }, /\/properties\/a: /],
      ['required as a text', { required: 'a' }, /\/required: /],
      ['required as a flag', { properties: { a: { required: true } } }, /\/properties\/a\/required: /],
      ['a choice that is none', { properties: { a: { enum: 'x' } } }, /\/a\/enum: /],
      ['a pattern that is none', { properties: { a: { pattern: '(' } } }, /\/a\/pattern: /],
      [
        'a reference to nowhere',
        { properties: { a: { $ref: '#/$defs/b' } } },
        /\$ref "#\/\$defs\/b"/,
        { a: 1 },
      ],
      [
        'a reference to itself',
        { properties: { a: { $ref: '#/properties/a' } } },
        /cannot be applied/,
        { a: 1 },
      ],
      ['a schema that contains itself', loop, /./],
      ['an id that is no address', { $id: 'http://[' }, /cannot be applied/],
    ];
    for (const [title, schema, says, args = {}] of broken) {
      it(`fails the call and tells the page’s developers: ${title}`, async () => {
        const { got, call, text, isError } = await tryArguments(args, schema);
        expect(got).to.deep.equal([]);
        expect(isError).to.equal(true);
        expect(call?.state).to.equal('failed');
        expect(text).to.match(says);
        // The validator's own message lists the address of the page.
        expect(text).not.to.include(location.host);
        expect(warnings.length).to.equal(1);
        expect(String(warnings[0]?.[0])).to.include('"plan"');
      });
    }

    it('stays as the page has set it, frozen or not', async () => {
      const stop = Object.freeze({ type: 'string' });
      const schema = Object.freeze({ properties: Object.freeze({ a: stop, b: stop }) });
      const { text } = await tryArguments({ a: 'x', b: 'y' }, schema);
      expect(text).to.equal('ok');
      const open = { properties: { a: { type: 'string' } } };
      await tryArguments({ a: 'x' }, open);
      expect(Reflect.ownKeys(open)).to.deep.equal(['properties']);
      expect(Reflect.ownKeys(open.properties.a)).to.deep.equal(['type']);
    });
  });
});
