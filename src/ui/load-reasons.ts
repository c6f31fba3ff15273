import { learnReasons } from './describe-error.js';

/** Loads what is said of errors that only chats without a backend meet; until then their codes say enough. */
export async function loadReasons(): Promise<void> {
  const { englishReasons } = await import('../i18n/english-reasons.js');
  learnReasons(englishReasons);
}
