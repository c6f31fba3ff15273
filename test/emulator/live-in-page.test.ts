import { expect } from 'chai';
import { GoogleGenAI, type LiveServerMessage, Modality } from '@google/genai/web';
import { createGeminiEmulator } from '../../src/emulator.js';
import { installEmulatedSocket } from '../support/emulated-socket.js';
import { until } from '../support/mount-chat.js';

describe('a live session inside the page', () => {
  for (const frames of ['binary', 'text'] as const) {
    it(`is held by Google's own client, with ${frames} frames`, async () => {
      const live = installEmulatedSocket(createGeminiEmulator(), { frames });
      const client = new GoogleGenAI({ apiKey: 'a key', httpOptions: { apiVersion: 'v1alpha' } });
      const messages: LiveServerMessage[] = [];
      let closing: CloseEvent | undefined;
      const session = await client.live.connect({
        model: 'gemini-3.1-flash-live-preview',
        config: { responseModalities: [Modality.AUDIO], outputAudioTranscription: {} },
        callbacks: {
          onmessage: (message) => messages.push(message),
          onclose: (event) => {
            closing = event;
          },
        },
      });
      session.sendRealtimeInput({ text: 'echo good morning' });
      await until(() => messages.some(({ serverContent }) => serverContent?.turnComplete));
      const said = messages.map(({ serverContent }) => serverContent?.outputTranscription?.text ?? '');
      expect(said.join('')).to.equal('good morning');
      expect(live.open().length).to.equal(1);
      session.close();
      await until(() => closing);
      expect(closing?.code).to.equal(1005);
      expect(live.open()).to.deep.equal([]);
    });
  }

  it('is refused with a token that nobody made', async () => {
    installEmulatedSocket(createGeminiEmulator());
    const socket = new WebSocket(
      'wss://example.com//ws/google.ai.generativelanguage.v1alpha.GenerativeService.BidiGenerateContentConstrained?access_token=auth_tokens/none',
    );
    const closing = await new Promise<CloseEvent>((resolve) => {
      socket.addEventListener('close', resolve);
    });
    expect(closing.code).to.equal(1008);
  });

  it('leaves sockets to other places alone', () => {
    const live = installEmulatedSocket(createGeminiEmulator());
    const socket = new WebSocket(`ws://${location.host}/nothing-here`);
    expect(live.all).to.deep.equal([]);
    expect(socket).to.be.instanceOf(EventTarget);
    socket.close();
  });
});
