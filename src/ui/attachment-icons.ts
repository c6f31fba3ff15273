import type { MediaKind } from '../attachments/to-media.js';
import { icon } from './icons.js';

export const removeIcon = icon('M7 7l10 10M17 7 7 17');

/** What stands for a file that cannot be shown small. */
export const kindIcons: Readonly<Record<MediaKind, ReturnType<typeof icon>>> = {
  image: icon('M5 5h14v14H5V5Zm0 11 4.5-4.5 4 4 2.5-2.5 3 3M15 9v.1'),
  audio: icon('M9 17.5V6l9-1.5V16M9 17.5a2 2 0 1 1-4 0 2 2 0 0 1 4 0Zm9-1.5a2 2 0 1 1-4 0 2 2 0 0 1 4 0Z'),
  video: icon('M4.5 6.5h15v11h-15v-11Zm5.75 3v5l4.25-2.5-4.25-2.5Z'),
  document: icon('M6.5 4h7L18 8.5V20H6.5V4Zm7 0v4.5H18M9.5 12.5h5M9.5 16h5'),
};
