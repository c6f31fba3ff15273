import { composerStyles } from './composer.styles.js';
import { messageStyles } from './message.styles.js';
import { noticeStyles } from './notice.styles.js';
import { transcriptStyles } from './transcript.styles.js';

/** The sheets of all parts, in the order in which they apply. */
export const sheets = [transcriptStyles, messageStyles, noticeStyles, composerStyles];
