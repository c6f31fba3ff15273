import '../src/index.js';
import { copyNamedCode } from './copy-code.js';
import { findElement } from './find-element.js';
import { followTheme } from './follow-theme.js';
import { type DemoScene, listScenes } from './list-scenes.js';
import { showConnection } from './show-connection.js';

const chat = findElement('gemini-chat');

function play({ prompt }: DemoScene): void {
  // Whoever picks another scene has seen enough of this one.
  chat.stop();
  chat.scrollIntoView({ block: 'nearest' });
  // How it ends is for the chat to show.
  chat.send(prompt).catch(() => {});
}

function fillList(list: HTMLElement, scenes: readonly DemoScene[]): void {
  const items = scenes.map((scene) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = scene.label;
    button.addEventListener('click', () => play(scene));
    const item = document.createElement('li');
    item.append(button);
    return item;
  });
  list.replaceChildren(...items);
}

async function offerScenes(): Promise<void> {
  const demo = await showConnection(findElement('#connection'));
  if (!demo) return;
  const { answers, troubles, suggestions } = listScenes(demo.connection);
  chat.suggestions = suggestions;
  fillList(findElement('#answers'), answers);
  fillList(findElement('#troubles'), troubles);
  findElement('#scenes').hidden = false;
  findElement('#trouble-group').hidden = troubles.length === 0;
}

followTheme(chat);

copyNamedCode();

findElement('#start-over').addEventListener('click', () => {
  chat.stop();
  chat.clear();
  // The button leaves with the conversation.
  chat.focus();
});

void offerScenes();
