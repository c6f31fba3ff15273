import '../src/index.js';
import { html, render } from 'lit';
import { describeWay, writePage, type ConnectionWay, type WayName } from './connection-ways.js';
import { copyNamedCode } from './copy-code.js';
import { describeLife } from './describe-life.js';
import type { DemoConnection } from './dev-backend.js';
import { findElement } from './find-element.js';
import { followTheme } from './follow-theme.js';
import { highlightCode } from './highlight-code.js';
import { showConnection } from './show-connection.js';
import { Traffic } from './traffic.js';

const choices = findElement('form');
const signIn = findElement('#sign-in');
let chat = findElement('gemini-chat');

function readWay(): WayName {
  const name = new FormData(choices).get('way');
  return name === 'live' || name === 'direct' ? name : 'backend';
}

function readWishes() {
  const wishes = new FormData(choices);
  const model = wishes.get('model');
  return {
    model: typeof model === 'string' ? model : '',
    voice: wishes.has('voice'),
    voiceInput: wishes.has('voice-input'),
  };
}

function showWay(name: WayName, { about, obstacle }: ConnectionWay): void {
  findElement('#about').textContent = about;
  findElement('#obstacle').textContent = obstacle;
  findElement('#obstacle').hidden = obstacle === '';
  findElement('#live-wishes').hidden = name !== 'live';
  const hasCredentials = name !== 'backend' && obstacle === '';
  findElement('#refusal').hidden = !hasCredentials;
  findElement('#life').hidden = !hasCredentials;
}

function showTraffic({ contacts }: Traffic): void {
  const list = findElement('#contacts');
  findElement('#nobody').hidden = contacts.length > 0;
  render(
    contacts.map(
      ({ host, what, times }) =>
        html`<li><b>${host}:</b> ${what}${times > 1 ? ` (${times} times)` : ''}</li>`,
    ),
    list,
  );
  list.scrollTop = list.scrollHeight;
}

/** Another chat in the place of this one: a page has but one way, and so has each chat here. */
function openChat({ attributes }: ConnectionWay, apiBase: string, traffic: Traffic): void {
  const next = document.createElement('gemini-chat');
  for (const [name, value] of Object.entries({ placeholder: 'Ask anything', ...attributes })) {
    next.setAttribute(name, value);
  }
  if (!next.endpoint) next.apiBase = apiBase;
  next.theme = chat.theme;
  next.fetch = traffic.fetch;
  next.suggestions = ['Hello, who are you?', 'Tell me about the sea', 'What is the weather in Oslo?'];
  next.addEventListener('chat-sign-in', () => {
    signIn.hidden = false;
  });
  next.append(...chat.children);
  chat.replaceWith(next);
  chat = next;
}

function offerWays(demo: DemoConnection): void {
  const tellLife = () => {
    findElement('#life').textContent = describeLife(traffic.credential, Date.now());
  };
  const traffic = new Traffic(demo.apiBase, () => {
    showTraffic(traffic);
    tellLife();
  });
  traffic.watchSockets();

  const choose = () => {
    const name = readWay();
    const way = describeWay(name, demo, readWishes());
    traffic.isRefusing = new FormData(choices).has('refuse');
    signIn.hidden = true;
    showWay(name, way);
    render(highlightCode(writePage(way)), findElement('#snippet'));
    findElement('#chat').inert = way.obstacle !== '';
    openChat(way, demo.apiBase, traffic);
    traffic.clear();
    findElement('#chat-title').textContent = findElement(`label:has([value="${name}"])`).textContent.trim();
  };

  render(
    demo.live.map(({ model }) => html`<option>${model}</option>`),
    findElement('#model'),
  );
  choices.addEventListener('change', choose);
  choices.addEventListener('submit', (event) => event.preventDefault());
  findElement('#sign-in button').addEventListener('click', () => {
    const refusal = choices.elements.namedItem('refuse');
    if (refusal instanceof HTMLInputElement) refusal.checked = false;
    traffic.isRefusing = false;
    signIn.hidden = true;
    // The button is gone now.
    chat.focus();
    // How it ends is for the chat to show.
    chat.retry().catch(() => {});
  });
  setInterval(tellLife, 1000);
  choices.hidden = false;
  // Browsers bring back what was chosen before a reload.
  choose();
}

followTheme({
  get theme() {
    return chat.theme;
  },
  set theme(theme) {
    chat.theme = theme;
  },
});
copyNamedCode();
findElement('#start-over').addEventListener('click', () => {
  chat.stop();
  chat.clear();
  chat.focus();
});

const demo = await showConnection(findElement('#connection'));
if (demo) offerWays(demo);
