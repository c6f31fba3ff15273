import { expect } from 'chai';
import { decodeBase64 } from '../../src/emulator/decode-base64.js';
import { readImageOrder } from '../../src/emulator/draw-image.js';
import { contentOf, textField } from '../../src/emulator/read-step.js';
import type { Step } from '../../src/protocol/step.js';
import type { WireObject } from '../../src/protocol/wire-object.js';
import { askStream, createStill, textOfSteps } from './ask-emulator.js';

function imagesOf(steps: readonly Step[]): WireObject[] {
  return steps.flatMap(contentOf).filter((content) => content['type'] === 'image');
}

/** The picture as the browser sees it, which also checks that the file is sound. */
async function open(image: WireObject): Promise<ImageBitmap> {
  const response = await fetch(`data:${textField(image, 'mime_type')};base64,${textField(image, 'data')}`);
  return createImageBitmap(await response.blob());
}

function readColour(bitmap: ImageBitmap, x: number, y: number): number[] {
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  context?.drawImage(bitmap, 0, 0);
  return Array.from(context?.getImageData(x, y, 1, 1).data.slice(0, 3) ?? []);
}

async function draw(prompt: unknown, more: WireObject = {}): Promise<WireObject[]> {
  return imagesOf((await askStream(createStill(), prompt, more)).steps);
}

describe('the image scenes', () => {
  for (const [format, width, height] of [
    [{}, 1024, 1024],
    [{ image_size: '512' }, 512, 512],
    [{ image_size: '1K', aspect_ratio: '16:9' }, 1360, 768],
    [{ image_size: '512', aspect_ratio: '9:16' }, 384, 688],
    [{ image_size: '512', aspect_ratio: '1:100' }, 176, 1456],
    [{ image_size: '4K' }, 2048, 2048],
  ] as const) {
    it(`draws ${width} × ${height} pixels for ${JSON.stringify(format)}`, async () => {
      const [image, ...others] = await draw('Hills', { response_format: { type: 'image', ...format } });
      const bitmap = await open(image ?? {});
      expect([bitmap.width, bitmap.height, others.length]).to.deep.equal([width, height, 0]);
    });
  }

  for (const prompt of [
    'Generate an image of a futuristic city',
    'Create a picture of a nano banana dish in a fancy restaurant',
    'Can you draw me a plant?',
    'draw hills',
    'Make an infographic',
  ]) {
    it(`draws a picture of more than one colour for “${prompt}”, the same each time`, async () => {
      const [image] = await draw(prompt);
      const bitmap = await open(image ?? {});
      const colours = [
        [512, 20],
        [512, 512],
        [512, 1000],
        [300, 560],
      ].map(([x = 0, y = 0]) => readColour(bitmap, x, y).join());
      expect(new Set(colours)).to.have.property('size').greaterThan(1);
      expect(await draw(prompt)).to.deep.equal([image]);
    });
  }

  it('says nothing where only a picture is wanted, and something where text is wanted too', async () => {
    const image = { type: 'image', image_size: '512' };
    const silent = await askStream(createStill(), 'Hills', { response_format: image });
    expect(textOfSteps(silent.steps)).to.equal('');
    const spoken = await askStream(createStill(), 'Hills', { response_format: [image, { type: 'text' }] });
    expect(textOfSteps(spoken.steps)).to.contain('512 × 512');
  });

  it('draws as many pictures as were asked for, no two alike', async () => {
    const images = await draw('Draw three pictures of a plant');
    expect(images).to.have.length(3);
    expect(new Set(images.map(({ data }) => data))).to.have.property('size', 3);
  });

  it('gives an address where the request wants no data', async () => {
    const [image] = await draw('Hills', { response_format: { type: 'image', delivery: 'uri' } });
    expect(image)
      .to.have.property('uri')
      .that.matches(/^https:/);
    expect(image).not.to.have.property('data');
  });

  it('sends a picture of more than five megabytes', async () => {
    const [image] = await draw('big image');
    expect(decodeBase64(textField(image ?? {}, 'data')))
      .to.have.property('length')
      .greaterThan(5_000_000);
    expect(await open(image ?? {})).to.include({ width: 1328, height: 1328 });
  });

  it('changes the picture of its last answer when it is told to', async () => {
    const emulator = createStill();
    const first = await askStream(emulator, 'Draw a city');
    const second = await askStream(emulator, 'Now make it blue', { previous_interaction_id: first.id });
    const third = await askStream(emulator, 'Add a frame', { previous_interaction_id: second.id });
    const orders = [first, second, third].map(({ steps }) =>
      readImageOrder(decodeBase64(textField(imagesOf(steps)[0] ?? {}, 'data'), 8192) ?? new Uint8Array()),
    );
    const same = { subject: 'city', seed: 'Draw a city', width: 1024, height: 1024 };
    expect(orders).to.deep.equal([
      { ...same, variant: 0, isFramed: false },
      { ...same, variant: 1, isFramed: false },
      { ...same, variant: 1, isFramed: true },
    ]);
    expect(textOfSteps(third.steps)).to.contain('with a frame');
  });

  it('answers somebody else’s picture with one of the same size, and says that it is not theirs', async () => {
    const canvas = new OffscreenCanvas(300, 200);
    canvas.getContext('2d')?.fillRect(0, 0, 9, 9);
    const blob = await canvas.convertToBlob({ type: 'image/jpeg' });
    const data = btoa(String.fromCharCode(...new Uint8Array(await blob.arrayBuffer())));
    const picture = { type: 'image', mime_type: 'image/jpeg', data };
    const { steps } = await askStream(createStill(), [
      { type: 'text', text: 'Turn this into a garden' },
      picture,
    ]);
    expect(await open(imagesOf(steps)[0] ?? {})).to.include({ width: 300, height: 200 });
    expect(textOfSteps(steps)).to.contain('cannot see or change your picture');
  });

  it('describes a picture that is only asked about', async () => {
    const picture = { type: 'image', mime_type: 'image/png', data: 'aGVsbG8=' };
    const { steps } = await askStream(createStill(), [
      { type: 'text', text: 'What colours are in this image?' },
      picture,
    ]);
    expect(imagesOf(steps)).to.have.length(0);
    expect(textOfSteps(steps)).to.contain('5 bytes');
  });
});

describe('reading the order of a picture', () => {
  const write = (comment: string) => new TextEncoder().encode(`\u0000tEXtComment\u0000${comment};`);

  for (const [name, comment] of [
    ['no order', 'hello'],
    ['a percent sign that stands for nothing', '%ZZ'],
    ['no JSON', encodeURIComponent('{"subject":')],
    ['an unknown subject', encodeURIComponent('{"subject":"toString","seed":"","width":9,"height":9}')],
    [
      'a picture that nobody could draw',
      encodeURIComponent('{"subject":"city","seed":"","width":8192,"height":8192}'),
    ],
  ] as const) {
    it(`finds none in a file with ${name}`, () => {
      expect(readImageOrder(write(comment))).to.equal(undefined);
    });
  }
});
