import type { Message } from '../conversation/message.js';
import type { Snapshot } from '../conversation/snapshot.js';
import type { Strings } from '../i18n/english.js';
import type { Announcement } from '../ui/announcer-element.js';
import { describeOutcome } from '../ui/describe-outcome.js';
import { toPlainText } from '../ui/to-plain-text.js';

/** A spoken answer longer than this goes on in the transcript, where it can be read at one's own pace. */
const spokenCharacters = 300;

const finished: ReadonlySet<Message['status']> = new Set(['complete', 'stopped', 'truncated']);

/**
 * What to say of the step from one snapshot to the next: that an answer is coming, the answer unless it is heard
 * anyway, an error.
 */
export function narrate(
  before: Snapshot,
  after: Snapshot,
  strings: Strings,
  isHeard?: boolean,
): Announcement[] {
  const announcements: Announcement[] = [];
  if (after.status === 'submitted' && before.status !== 'submitted') {
    announcements.push({ text: strings.answering, urgent: false });
  }
  if (after.status === 'awaiting-confirmation' && before.status !== after.status) {
    announcements.push({ text: strings.needsConsent, urgent: true });
  }
  const known = new Map(before.messages.map((message) => [message.id, message]));
  for (const message of after.messages) {
    const previous = known.get(message.id);
    // What was not here before comes from a kept conversation or another branch: it is no news.
    if (!previous || message.status === previous.status) continue;
    const outcome = describeOutcome(message, strings);
    if (message.status === 'error' || message.status === 'interrupted') {
      if (outcome) announcements.push({ text: outcome.text, urgent: true });
    } else if (message.role === 'model' && finished.has(message.status)) {
      const spoken = [!isHeard && speak(message, strings), outcome?.text].filter(Boolean).join(' ');
      if (spoken) announcements.push({ text: spoken, urgent: false });
    }
  }
  return announcements;
}

function speak(message: Message, strings: Strings): string {
  // What is not spoken need not be read: marks take up some of the text, never most of it.
  const text = toPlainText(message.text.slice(0, 10 * spokenCharacters));
  if (text.length <= spokenCharacters) return text;
  const beginning = text.slice(0, spokenCharacters).replace(/\s+\S*$/u, '');
  return `${beginning}… ${strings.moreCharacters(message.text.length - beginning.length)}`;
}
