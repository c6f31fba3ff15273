import type { DemoConnection } from './dev-backend.js';
import { fetchConnection } from './fetch-connection.js';

function describeConnection(demo: DemoConnection | undefined): string {
  if (!demo) return 'There is no backend here, so nobody answers. Start one with npm start.';
  if (demo.connection === 'gemini') return `Answers come from Gemini (${demo.model}).`;
  return 'Answers come from the offline emulator. No key, no network.';
}

/** Says in a line of the page where its answers come from, and gives it to the page as well. */
export async function showConnection(line: HTMLElement): Promise<DemoConnection | undefined> {
  const demo = await fetchConnection();
  line.textContent = describeConnection(demo);
  line.dataset['connection'] = demo?.connection ?? 'none';
  return demo;
}
