import { expect } from 'chai';
import { createChatHandler } from '../../src/server/create-chat-handler.js';
import { readOptions } from '../../src/server/read-options.js';
import { canaryKey } from './fake-gemini.js';

const wrong: readonly [string, unknown][] = [
  ['apiKey', undefined],
  ['apiKey', ''],
  ['apiKey', `${canaryKey}\n`],
  ['apiKey', 7],
  ['fetch', 'https://example.com'],
  ['baseUrl', '/api'],
  ['baseUrl', 'ftp://example.com'],
  ['baseUrl', 'https://example.com?key=1'],
  ['apiVersion', '../v1'],
  ['models', []],
  ['models', 'gemini-3.5-flash'],
  ['models', ['gemini/../x']],
  ['tools', ['mcp_server']],
  ['tools', 'function'],
  ['tools', ['shell']],
  ['mcpServers', [{ name: 'docs' }]],
  ['mcpServers', [{ name: 'docs', url: 'http://docs.example' }]],
  ['mcpServers', [{ name: 'docs', url: 'https://user@docs.example' }]],
  ['mcpServers', [{ name: 'docs', url: 'https://docs.example', headers: { 'x-a': 'b\r\nx-c: d' } }]],
  ['mcpServers', [{ name: 'docs', url: 'https://docs.example', token: canaryKey }]],
  ['agents', 'deep-research'],
  ['agents', ['../models']],
  ['background', 'yes'],
  ['uploads', 'yes'],
  ['uploads', { maxBytes: 0 }],
  ['uploads', { types: [] }],
  ['uploads', { types: ['*/*'] }],
  ['uploads', { types: ['image'] }],
  ['uploads', { maxSize: 1 }],
  ['uriHosts', ['https://www.youtube.com']],
  ['uriHosts', ['*.example.com']],
  ['uriHosts', ['WWW.example.com']],
  ['uriHosts', ['example.com/path']],
  ['serviceTiers', 'flex'],
  ['publicUrl', '/api/gemini'],
  ['systemInstruction', ' '],
  ['safetySettings', [{ type: 'hate_speech' }]],
  ['safetySettings', [{ type: 'hate_speech', threshold: 'off', extra: 1 }]],
  ['maxOutputTokens', 0],
  ['maxOutputTokens', 1.5],
  ['maxBodyBytes', Number.NaN],
  ['maxBodyBytes', '1mb'],
  ['origins', 'https://example.com'],
  ['origins', ['https://example.com/']],
  ['origins', ['*']],
  ['origins', ['null']],
  ['streamSeconds', -1],
  ['streamSeconds', Number.POSITIVE_INFINITY],
  ['connectSeconds', 0],
  ['idleSeconds', '45'],
  ['heartbeatSeconds', 1e9],
  ['bodySeconds', null],
  ['live', 'yes'],
  ['live', { sessionSeconds: 0 }],
  ['live', { models: ['gemini-3.1-flash-live-preview'] }],
  ['maxSteps', 0],
  ['identify', 'anna'],
  ['secret', 'short'],
  ['secret', []],
  ['secret', [canaryKey.padEnd(32, '.'), 'short']],
  ['address', '203.0.113.7'],
  ['trustedProxies', true],
  ['trustedProxies', -1],
  ['limits', { visitors: {} }],
  ['limits', { visitor: { requestsPerMinute: 0 } }],
  ['limits', { site: { requestsPerHour: 1 } }],
  ['limiter', {}],
  ['limiter', 'redis'],
  ['redis', true],
  ['redis', 'https://localhost:6379'],
  ['resumeSeconds', -1],
  ['resumeSeconds', 3601],
  ['maxResumeBytes', 0.5],
  ['log', true],
  ['metrics', 'yes'],
  ['apikey', canaryKey],
  ['model', 'gemini-3.5-flash'],
];

function fail(options: unknown): Error {
  try {
    // As a page without types would call it.
    Reflect.apply(createChatHandler, undefined, [options]);
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('The options were accepted');
}

describe('the options of the backend', () => {
  for (const [name, value] of wrong) {
    it(`names ${name} when it is ${JSON.stringify(value)}, without quoting a key`, () => {
      const { message } = fail({ apiKey: canaryKey, [name]: value });
      expect(message).to.include(`"${name}"`);
      expect(message).not.to.include(canaryKey);
    });
  }

  it('says so when there are none', () => {
    expect(fail(undefined).message).to.include('options');
    expect(fail([]).message).to.include('options');
  });

  it('has safe defaults for all but the key', () => {
    const policy = readOptions({ apiKey: canaryKey });
    expect(policy.models).to.deep.equal(['gemini-3.5-flash']);
    expect(policy.origins).to.deep.equal([]);
    expect(policy.maxBodyBytes).to.equal(1_048_576);
    expect(policy.heartbeatSeconds).to.equal(15);
    expect(policy).to.deep.include({
      agents: [],
      mcpServers: [],
      background: true,
      uploads: {
        maxBytes: 104_857_600,
        types: ['image/*', 'audio/*', 'video/*', 'application/pdf', 'text/*'],
      },
      live: { model: 'gemini-3.1-flash-live-preview', sessionSeconds: 900 },
      uriHosts: [],
      serviceTiers: [],
      maxSteps: 1000,
      trustedProxies: 0,
      limits: {},
      resumeSeconds: 30,
      maxResumeBytes: 1_048_576,
      metrics: false,
    });
    expect(policy.redis).to.equal(undefined);
    expect(policy.identify).to.equal(undefined);
    expect(policy.log).to.be.a('function');
    expect(policy.apiUrl).to.equal('https://generativelanguage.googleapis.com/v1beta');
  });

  it('takes an option that is undefined for one that is not given', () => {
    const policy = readOptions({ apiKey: canaryKey, models: undefined, systemInstruction: undefined });
    expect(policy.models[0]).to.equal('gemini-3.5-flash');
    expect('systemInstruction' in policy).to.equal(false);
  });

  it('seals with the key itself where it has no secret, and else with the secrets alone', async () => {
    const secret = 'a secret of thirty-two characters';
    expect(await readOptions({ apiKey: canaryKey }).secrets()).to.deep.equal([canaryKey]);
    expect(await readOptions({ apiKey: canaryKey, secret }).secrets()).to.deep.equal([secret]);
    const both = [secret, secret.toUpperCase()];
    expect(await readOptions({ apiKey: canaryKey, secret: both }).secrets()).to.deep.equal(both);
  });

  it('takes the first of the models that speaks by itself for Live', () => {
    const models = ['gemini-3.5-flash', 'gemini-3.1-flash-live-preview'];
    expect(readOptions({ apiKey: canaryKey, models }).live).to.include({
      model: 'gemini-3.1-flash-live-preview',
    });
    expect(readOptions({ apiKey: canaryKey, models, live: { model: 'other' } }).live).to.include({
      model: 'other',
    });
    expect(readOptions({ apiKey: canaryKey, live: false }).live).to.equal(false);
  });

  const places: readonly [string, string, string][] = [
    ['https://gateway.example/google/', 'v1', 'https://gateway.example/google/v1'],
    ['http://127.0.0.1:9000', '', 'http://127.0.0.1:9000'],
  ];
  for (const [baseUrl, apiVersion, expected] of places) {
    it(`calls ${expected} for ${baseUrl} and the version "${apiVersion}"`, () => {
      expect(readOptions({ apiKey: canaryKey, baseUrl, apiVersion }).apiUrl).to.equal(expected);
    });
  }
});
