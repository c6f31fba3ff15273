import type { GeminiChatElement } from '../../src/index.js';

/** Hands the conversation to the reader as a file. */
export async function saveConversationFile(chat: GeminiChatElement): Promise<void> {
  const text = JSON.stringify(chat.exportConversation(), undefined, 2);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = 'conversation.json';
  link.click();
  // Browsers take hold of the file within this task.
  setTimeout(() => URL.revokeObjectURL(link.href));
}

/** Goes on with a conversation from a file of the reader's choice. */
export async function readConversationFile(chat: GeminiChatElement): Promise<void> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = 'application/json';
  const chosen = new Promise<File | undefined>((done) => {
    input.addEventListener('change', () => done(input.files?.[0]));
    input.addEventListener('cancel', () => done(undefined));
  });
  input.click();
  const file = await chosen;
  if (!file) return;
  try {
    await chat.restoreConversation(JSON.parse(await file.text()));
  } catch {
    alert('This file holds no conversation that was saved here.');
  }
}
