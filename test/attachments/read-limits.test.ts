import { expect } from 'chai';
import { chooseRoute } from '../../src/attachments/choose-route.js';
import { readLimits, usualLimits, type Limits } from '../../src/attachments/read-limits.js';
import { ChatError } from '../../src/protocol/chat-error.js';

const mebibyte = 1_048_576;

describe('what the far end takes', () => {
  const cases: [what: string, answer: Response, expected: Partial<Limits>][] = [
    [
      'a backend of ours',
      Response.json({
        maxBodyBytes: mebibyte,
        uploads: { maxBytes: 5 * mebibyte, types: ['image/*'] },
        uriHosts: ['www.youtube.com'],
      }),
      {
        inlineBytes: 589_824,
        uploads: { maxBytes: 5 * mebibyte, types: ['image/*'] },
        uriHosts: ['www.youtube.com'],
      },
    ],
    [
      'one without a file store',
      Response.json({ maxBodyBytes: mebibyte, uploads: false, uriHosts: [] }),
      { inlineBytes: 589_824, uploads: false, uriHosts: [] },
    ],
    [
      'one with room for everything',
      Response.json({ maxBodyBytes: 100 * mebibyte }),
      { inlineBytes: 15_000_000 },
    ],
    ['one that knows no such path', new Response('<h1>Not here</h1>', { status: 404 }), usualLimits],
    ['one that answers a page', new Response('<h1>Hello</h1>'), usualLimits],
    [
      'one that answers nonsense',
      Response.json({ maxBodyBytes: 'much', uploads: 7, uriHosts: 3 }),
      usualLimits,
    ],
    ['one that answers nothing', new Response(null, { status: 204 }), usualLimits],
  ];
  for (const [what, answer, expected] of cases) {
    it(`is known of ${what}`, async () => {
      const paths: string[] = [];
      const limits = await readLimits(async (path) => {
        paths.push(path);
        return answer;
      });
      expect(limits).to.deep.include(expected);
      expect(paths).to.deep.equal(['/config']);
    });
  }

  it('is not known where nobody answers', async () => {
    expect(await readLimits(() => Promise.reject(new ChatError('offline')))).to.equal(undefined);
  });
});

describe('a file travels', () => {
  const withUploads = {
    inlineBytes: 1000,
    uploads: { maxBytes: 9000, types: ['image/*'] },
    uriHosts: undefined,
  };
  const inlineOnly = { ...withUploads, uploads: false as const };
  const cases: [what: string, limits: Limits, mimeType: string, size: number, taken: number, way: string][] =
    [
      ['in the message where it fits', withUploads, 'image/png', 1000, 0, 'inline'],
      ['ahead of the message where others filled it', withUploads, 'image/png', 600, 600, 'upload'],
      ['ahead of the message where it is large', withUploads, 'image/png', 9000, 0, 'upload'],
      ['nowhere above the limit of the store', withUploads, 'image/png', 9001, 0, 'size 9000'],
      ['nowhere where the store takes no such type', withUploads, 'video/mp4', 1001, 0, 'size 1000'],
      ['in the message also where there is no store', inlineOnly, 'video/mp4', 400, 600, 'inline'],
      ['nowhere where it is too large and there is no store', inlineOnly, 'image/png', 1001, 0, 'size 1000'],
      ['nowhere beside others and without a store', inlineOnly, 'image/png', 600, 600, 'total 1000'],
    ];
  for (const [what, limits, mimeType, size, taken, way] of cases) {
    it(what, () => {
      const route = chooseRoute({ name: 'file', mimeType, size }, limits, taken);
      expect(typeof route === 'string' ? route : `${route.reason} ${route.most}`).to.equal(way);
      if (typeof route !== 'string') expect(route.error.code).to.equal('attachment-size');
    });
  }
});
