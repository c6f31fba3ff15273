import { expect } from 'chai';
import { failure, LiveClient } from './live-client.js';

const { WebSocket } = globalThis;
let frame: HTMLIFrameElement | undefined;

afterEach(() => {
  globalThis.WebSocket = WebSocket;
  frame?.remove();
});

/** Sockets are those of a page that may connect nowhere. */
async function forbidSockets(): Promise<void> {
  frame = document.createElement('iframe');
  const loaded = new Promise((resolve) => frame?.addEventListener('load', resolve));
  frame.srcdoc = `<meta http-equiv="Content-Security-Policy" content="connect-src 'none'">`;
  document.body.append(frame);
  await loaded;
  const inside: unknown = frame.contentWindow && Reflect.get(frame.contentWindow, 'WebSocket');
  if (typeof inside !== 'function') throw new Error('The frame has no sockets.');
  globalThis.WebSocket = new Proxy(WebSocket, {
    construct: (_target, given) => Reflect.construct(inside, given),
  });
}

describe('a policy that does not name Google', () => {
  it('is told at once: no session could be opened', async () => {
    await forbidSockets();
    const begun = performance.now();
    const error = await failure(new LiveClient().say('Hi'));
    expect([error.code, error.reason]).to.deep.equal(['network', 'live-unreachable']);
    expect(performance.now() - begun).to.be.below(5000);
  });
});
