import { html, type TemplateResult } from 'lit';

/** Pictures drawn for this chat, in the colour of the text around them; decorative, their control has a name. */
export const icon = (path: string, kind = 'line'): TemplateResult =>
  html`<svg class="icon" data-kind=${kind} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d=${path}></path>
  </svg>`;

export const sendIcon = icon('M12 19V5.5M5.75 11.5 12 5.25l6.25 6.25');
export const stopIcon = icon(
  'M8.5 7h7A1.5 1.5 0 0 1 17 8.5v7a1.5 1.5 0 0 1-1.5 1.5h-7A1.5 1.5 0 0 1 7 15.5v-7A1.5 1.5 0 0 1 8.5 7Z',
  'solid',
);
export const downIcon = icon('M12 5v13.5M5.75 12.5 12 18.75l6.25-6.25');
export const sparkIcon = icon(
  'M12 2.5c.9 5.2 4.2 8.6 9.5 9.5-5.3.9-8.6 4.3-9.5 9.5-.9-5.2-4.2-8.6-9.5-9.5 5.3-.9 8.6-4.3 9.5-9.5Z',
  'solid',
);
export const alertIcon = icon('M12 8v4.75M12 16.1v.15M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Z');
export const chevronIcon = icon('m9 6 6 6-6 6');
export const attachIcon = icon('m9 14 6-6a2 2 0 0 1 3 3l-8 7.5A4.2 4.2 0 0 1 4 12l8-7.5');
