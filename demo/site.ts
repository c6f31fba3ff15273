import '../src/index.js';
import { fetchConnection } from './fetch-connection.js';

const chat = document.querySelector('gemini-chat');
if (chat) {
  chat.suggestions = [
    'What survives a dark hallway?',
    'My fern has brown tips',
    'Which plants are safe with a cat?',
    'When are you open?',
  ];
}

async function showConnection(): Promise<void> {
  const demo = await fetchConnection();
  const line = document.querySelector('#connection');
  if (!line || !demo) return;
  line.textContent =
    demo.connection === 'gemini'
      ? `Its answers come from Gemini (${demo.model}).`
      : 'Its answers come from the offline emulator, which knows four things about plants.';
}

void showConnection();
