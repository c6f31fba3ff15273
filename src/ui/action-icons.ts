import { icon } from './icons.js';

export const editIcon = icon('M5 19h3.5L19 8.5 15.5 5 5 15.5V19Zm8.25-11.75 3.5 3.5');
export const regenerateIcon = icon('M18.5 12a6.5 6.5 0 1 1-2-4.7M18.75 4v4h-4');
