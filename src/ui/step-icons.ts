import { svg, html, type TemplateResult } from 'lit';

/** What a step is about, as a picture shows it. */
export type StepKind =
  | 'search'
  | 'page'
  | 'code'
  | 'place'
  | 'file'
  | 'tool'
  | 'function'
  | 'computer'
  | 'media'
  | 'problem'
  | 'other';

const paths: Readonly<Record<StepKind, string>> = {
  search: 'M10.5 4.5a6 6 0 1 1 0 12 6 6 0 0 1 0-12Zm4.4 10.4 4.6 4.6',
  page: 'M12 3.75a8.25 8.25 0 1 1 0 16.5 8.25 8.25 0 0 1 0-16.5Zm-8 8.25h16M12 4c5 5 5 11 0 16-5-5-5-11 0-16Z',
  code: 'm8.5 7.5-4.5 4.5 4.5 4.5M15.5 7.5 20 12l-4.5 4.5',
  place: 'M12 20.5c4-4.2 6.25-7.4 6.25-10.4a6.25 6.25 0 0 0-12.5 0c0 3 2.25 6.2 6.25 10.4Zm0-8.25v-4',
  file: 'M7 3.75h6.5L18 8.25v12H7v-16.5Zm6.25.25v4.5h4.5',
  tool: 'M9 3.75v4.5m6-4.5v4.5M6.5 8.5h11v3a5.5 5.5 0 0 1-11 0v-3Zm5.5 8.75v3',
  function: 'M8.5 4.5c-4 0 0 7-4 7.5 4 .5 0 7.5 4 7.5m7-15c4 0 0 7 4 7.5-4 .5 0 7.5-4 7.5',
  computer: 'M4 5h16v10.5H4V5Zm5 14.25h6m-3-3.5v3.5',
  media: 'M4 5.5h16v13H4v-13Zm0 10 4.5-4.5 4 4 2.5-2.5 5 5',
  problem: 'M12 7.5v5.5m0 3v.15M12 3.75a8.25 8.25 0 1 0 0 16.5 8.25 8.25 0 0 0 0-16.5Z',
  other: 'M6 12h.1m5.85 0h.1m5.85 0h.1',
};

/** The picture of a kind of step; decorative, the words beside it say the same. */
export function stepIcon(kind: StepKind): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    ${svg`<path d=${paths[kind]}></path>`}
  </svg>`;
}
