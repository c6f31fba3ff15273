import '../src/index.js';
import { html, render } from 'lit';
import { CapabilityRunner } from './capability-runner.js';
import { findElement } from './find-element.js';
import { followTheme } from './follow-theme.js';
import { listCapabilities } from './list-capabilities.js';
import type { CardStatus } from './render-card.js';
import { SampleList } from './sample-list.js';
import type { Capability } from './samples/capability.js';
import { ThermometerElement } from './samples/thermometer-element.js';
import { showConnection } from './show-connection.js';

// What samples of functions show in the chat.
customElements.define('demo-thermometer', ThermometerElement);

const idle: CardStatus = { state: 'idle', outcome: '' };
const running: CardStatus = { state: 'running', outcome: 'Running…' };
const waiting: CardStatus = { state: 'waiting', outcome: 'Waiting for your answer in the chat…' };

const chat = findElement('gemini-chat');
const chatBox = findElement('#chat');
const chatPlace = findElement('#chat-place');
const status = findElement('#status');
const filter = findElement('form');
const isWide = matchMedia('(min-width: 62rem)');
const isCalm = matchMedia('(prefers-reduced-motion: reduce)');
const runner = new CapabilityRunner(chat);
const groups = listCapabilities();
const list = new SampleList(groups, findElement('#samples'), {
  run: (capability) => void run(capability),
  act: (action) => {
    // What goes wrong here, such as a file that is no conversation, is the page's to say.
    action.run(chat).catch((error: unknown) => {
      status.textContent = String(error);
    });
  },
  goToChat: (event) => {
    event.preventDefault();
    chat.focus();
  },
});

/** The sample that is under way. */
let playing: Capability | undefined;

/** Beside the list where there is room, else below the card that was picked. */
function placeChat(): void {
  const place = isWide.matches ? chatPlace : (list.currentCard ?? chatPlace);
  if (chatBox.parentElement !== place) place.append(chatBox);
}

function pick(capability: Capability): void {
  list.pick(capability);
  placeChat();
  const code = list.currentCard?.querySelector('details');
  // On a small screen it would come between the card and the chat.
  if (code && isWide.matches) code.open = true;
}

function abandon(): void {
  if (playing) list.tell(playing, idle);
  playing = undefined;
}

async function run(capability: Capability): Promise<void> {
  const { id, title } = capability;
  abandon();
  playing = capability;
  pick(capability);
  history.replaceState(undefined, '', `#${id}`);
  if (!isWide.matches) list.currentCard?.scrollIntoView({ behavior: isCalm.matches ? 'auto' : 'smooth' });
  findElement('#chat-title').textContent = title;
  status.textContent = `“${title}” is running.`;
  list.tell(capability, running);
  const verdict = await runner.run(capability);
  // Another one has begun, or the reader has started over.
  if (!verdict) return;
  playing = undefined;
  list.tell(capability, { state: verdict.isAsPromised ? 'done' : 'failed', outcome: verdict.words });
  status.textContent = `“${title}”: ${verdict.words}`;
}

function showFiltered(): void {
  const wishes = new FormData(filter);
  list.filter = { words: readWish(wishes, 'words'), group: readWish(wishes, 'group') };
  placeChat();
  status.textContent = list.count === 1 ? 'One sample' : `${list.count} samples`;
  findElement('#none').hidden = list.count > 0;
}

function readWish(wishes: FormData, name: string): string {
  const wish = wishes.get(name);
  return typeof wish === 'string' ? wish : '';
}

function offerFilter(): void {
  const choices = [{ id: '', title: 'All' }, ...groups];
  render(
    choices.map(
      ({ id, title }) =>
        html`<label><input type="radio" name="group" value=${id} ?checked=${!id} />${title}</label>`,
    ),
    findElement('#groups'),
  );
  filter.hidden = false;
  filter.addEventListener('input', showFiltered);
  filter.addEventListener('submit', (event) => event.preventDefault());
  findElement('#show-all').addEventListener('click', () => {
    filter.reset();
    showFiltered();
    findElement('#words').focus();
  });
  // Browsers bring back what was typed before a reload.
  showFiltered();
}

/** Shows the sample that the page's address names. */
function followAddress(): void {
  const named = list.find(location.hash.slice(1));
  if (!named) return;
  pick(named);
  list.currentCard?.scrollIntoView();
}

async function connect(): Promise<void> {
  const demo = await showConnection(findElement('#connection'));
  list.findObstacle = ({ isEmulated }) => {
    if (!demo) return 'Nobody answers here.';
    return isEmulated && demo.connection === 'gemini'
      ? 'Only the offline emulator does this when asked.'
      : '';
  };
}

chat.addEventListener('chat-status-change', () => {
  if (playing) list.tell(playing, chat.status === 'awaiting-confirmation' ? waiting : running);
});
findElement('#start-over').addEventListener('click', () => {
  abandon();
  runner.reset();
  chat.focus();
});
isWide.addEventListener('change', placeChat);
addEventListener('hashchange', followAddress);

followTheme(chat);
list.offerCopies(status);
offerFilter();
placeChat();
followAddress();
void connect();
