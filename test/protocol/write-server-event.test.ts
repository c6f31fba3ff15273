import { expect } from 'chai';
import type { InteractionEvent } from '../../src/protocol/interaction-event.js';
import { readInteractionEvents } from '../../src/protocol/read-interaction-events.js';
import { readServerEvents } from '../../src/protocol/read-server-events.js';
import { doneServerEvent, writeServerEvent } from '../../src/protocol/write-server-event.js';
import { collect, cutResponse, textBody } from './cut-bytes.js';

const delta: InteractionEvent = {
  event_type: 'step.delta',
  index: 0,
  delta: { type: 'text', text: 'line\nbreak\r\n\u2028 data: x\n\nevent: evil' },
};

describe('writing a server-sent event', () => {
  it('writes name and data on a line each', () => {
    const text = writeServerEvent({ event_type: 'step.stop', index: 2 });
    expect(text).to.equal('event: step.stop\ndata: {"event_type":"step.stop","index":2}\n\n');
  });

  it('writes the number for resuming in the frame and in the event', () => {
    const text = writeServerEvent({ event_type: 'step.stop', index: 2, event_id: 'theirs' }, '7');
    expect(text).to.equal(
      'event: step.stop\nid: 7\ndata: {"event_type":"step.stop","index":2,"event_id":"7"}\n\n',
    );
  });

  it('lets no text break out of its line', async () => {
    const name = 'step\nid: 9\r\ndata: x';
    const text = writeServerEvent({ event_type: name, index: 1 }, 'a\nb\r\u0000c');
    const events = await collect(readServerEvents(textBody(text)));
    expect(events.length).to.equal(1);
    expect(events[0]).to.include({ event: 'stepid: 9data: x', id: 'abc' });
  });

  it('is read back as it was', async () => {
    const events = [delta, { event_type: 'odd.one', with: ['data', 1] }];
    const text = events.map((event) => writeServerEvent(event)).join('') + doneServerEvent;
    expect(await collect(readInteractionEvents(cutResponse(text, 1)))).to.deep.equal(events);
  });
});
