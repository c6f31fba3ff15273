import '../src/index.js';
import { copyCode } from './copy-code.js';
import type { DemoConnection } from './dev-backend.js';
import { fetchConnection } from './fetch-connection.js';
import { type DemoScene, listScenes } from './list-scenes.js';

function find<Tag extends keyof HTMLElementTagNameMap>(selector: Tag): HTMLElementTagNameMap[Tag];
function find(selector: string): HTMLElement;
function find(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`The page has no ${selector}.`);
  return found;
}

const chat = find('gemini-chat');

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

function describeConnection(demo: DemoConnection | undefined): string {
  if (!demo) return 'There is no backend here, so nobody answers. Start one with npm start.';
  if (demo.connection === 'gemini') return `Answers come from Gemini (${demo.model}).`;
  return 'Answers come from the offline emulator. No key, no network.';
}

async function showConnection(): Promise<void> {
  const demo = await fetchConnection();
  const line = find('#connection');
  line.textContent = describeConnection(demo);
  line.dataset['connection'] = demo?.connection ?? 'none';
  if (!demo) return;
  const { answers, troubles, suggestions } = listScenes(demo.connection);
  chat.suggestions = suggestions;
  fillList(find('#answers'), answers);
  fillList(find('#troubles'), troubles);
  find('#scenes').hidden = false;
  find('#trouble-group').hidden = troubles.length === 0;
}

/** The page itself follows the choice by its style sheet. */
function applyTheme(theme: string): void {
  if (theme === 'auto' || theme === 'light' || theme === 'dark') chat.theme = theme;
}

for (const choice of document.querySelectorAll<HTMLInputElement>('input[name="theme"]')) {
  choice.addEventListener('change', () => applyTheme(choice.value));
  // Browsers bring back what was chosen before a reload.
  if (choice.checked) applyTheme(choice.value);
}

for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
  copyCode(button, find(`#${button.dataset['copy']}`), find('#copy-status'));
}

find('#start-over').addEventListener('click', () => {
  chat.stop();
  chat.clear();
  // The button leaves with the conversation.
  chat.focus();
});

void showConnection();
