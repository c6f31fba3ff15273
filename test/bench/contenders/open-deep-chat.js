import 'deep-chat';

function found(find) {
  const { promise, resolve, reject } = Promise.withResolvers();
  const start = performance.now();
  const look = () => {
    const result = find();
    if (result) resolve(result);
    else if (performance.now() - start > 10_000) reject(new Error('<deep-chat> did not get ready.'));
    else setTimeout(look, 10);
  };
  look();
  return promise;
}

/** The whole element with a handler that feeds the stream; it scrolls its own list of messages. */
export async function openDeepChat(box, stream) {
  const chat = document.createElement('deep-chat');
  let signals;
  chat.connect = {
    stream,
    handler: (_body, given) => {
      signals = given;
      given.onOpen();
    },
  };
  Object.assign(chat.style, { display: 'block', width: '720px', height: '700px', border: '0' });
  box.append(chat);
  const scroller = await found(() => chat.shadowRoot?.getElementById('messages'));
  await found(() => typeof chat.submitUserMessage === 'function');
  chat.submitUserMessage({ text: 'Go on.' });
  await found(() => signals);
  return {
    place: scroller,
    scroller,
    write: (text) => void signals.onResponse({ text }),
    end: () => signals.onClose(),
  };
}
