import { expect } from 'chai';
import type { Message } from '../../src/conversation/message.js';
import { MediaElement } from '../../src/ui/media-element.js';
import { until } from '../support/mount-chat.js';
import { change, makeMessage, readWords, showPart } from './activity-stage.js';
import { encode } from './media-bytes.js';

const makeMedia = (contents: readonly unknown[], fields: Partial<Message> = {}): Message =>
  makeMessage({ steps: [{ type: 'model_output', content: contents }], ...fields });

const show = (message: Message) => showPart(MediaElement, { message });

describe('sound and video', () => {
  const samples = encode(
    new Uint8Array(Int16Array.from({ length: 24_000 }, (_, at) => Math.sin(at / 20) * 8000).buffer),
  );
  const sound = { type: 'audio', mime_type: 'audio/l16;rate=24000', data: samples };

  it('plays bare samples, and says how long they last', async () => {
    const part = await show(makeMedia([sound]));
    const player = await until(() => part.querySelector<HTMLAudioElement>('audio[src]'), 'the player');
    expect(player.controls).to.equal(true);
    await until(() => player.duration > 0, 'it knows how long it is');
    expect(player.duration).to.be.closeTo(1, 0.01);
    expect(readWords(part)).to.include('Sound · 1 second');
    expect(part.querySelector<HTMLAnchorElement>('a[download]')?.download).to.equal('gemini-audio-1.wav');
  });

  it('waits until all of a sound is there, and decodes it once', async () => {
    const made: string[] = [];
    const createObjectURL = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (blob: Blob) => {
      made.push(blob.type);
      return createObjectURL(blob);
    };
    try {
      const part = await show(
        makeMedia([{ ...sound, data: samples.slice(0, 400) }], { status: 'streaming' }),
      );
      for (let length = 800; length < 8000; length += 400) {
        await change(part, {
          message: makeMedia([{ ...sound, data: samples.slice(0, length) }], { status: 'streaming' }),
        });
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(made).to.deep.equal([]);
      expect(readWords(part)).to.include('Arriving…');
      await change(part, { message: makeMedia([sound]) });
      await until(() => part.querySelector('audio[src]'), 'the player');
      expect(made).to.deep.equal(['audio/wav']);
      expect(readWords(part)).not.to.include('Arriving…');
    } finally {
      URL.createObjectURL = createObjectURL;
    }
  });

  it('is there when another step began after it, though the answer goes on', async () => {
    const message = makeMessage({
      status: 'streaming',
      steps: [
        { type: 'model_output', content: [sound] },
        { type: 'thought', summary: [] },
      ],
    });
    const part = await show(message);
    expect(await until(() => part.querySelector('audio[src]'), 'the player')).to.exist;
  });

  it('of a kind that the browser cannot play can still be saved', async () => {
    const part = await show(
      makeMedia([{ type: 'video', mime_type: 'video/mp4', data: btoa('0000ftypmp42 and no more') }]),
    );
    await until(() => part.querySelector('.problem'), 'it says so');
    expect(readWords(part)).to.include('You can download it.');
    expect(part.querySelector<HTMLAnchorElement>('a[download]')?.download).to.equal('gemini-video-1.mp4');
  });

  it('has its room before it is there', async () => {
    const part = await show(
      makeMedia([{ type: 'video', mime_type: 'video/mp4', data: 'AAAA' }], { status: 'streaming' }),
    );
    part.style.inlineSize = '320px';
    const video = part.querySelector('video');
    expect(video?.controls).to.equal(true);
    expect(part.querySelector('.frame')?.getBoundingClientRect().height).to.be.closeTo(180, 2);
  });
});

describe('documents that the model made', () => {
  it('are saved under the name they bring', async () => {
    const data = btoa('%PDF-1.4');
    const part = await show(
      makeMedia([{ type: 'document', mime_type: 'application/pdf', data, name: 'Plan' }]),
    );
    const link = await until(() => part.querySelector<HTMLAnchorElement>('a[download]'), 'it can be saved');
    expect(link.download).to.equal('Plan.pdf');
    expect(link.getAttribute('aria-label')).to.equal('Download Plan.pdf');
    expect(readWords(part)).to.equal('Plan.pdf 8 bytes Download');
  });

  it('cannot act in the name of the page when they are opened', async () => {
    const data = btoa('<script>document.title = "hacked"</script>');
    const part = await show(makeMedia([{ type: 'document', mime_type: 'text/html', data }]));
    const link = await until(() => part.querySelector<HTMLAnchorElement>('a[download]'), 'it can be saved');
    expect((await (await fetch(link.href)).blob()).type).to.equal('application/octet-stream');
  });
});
