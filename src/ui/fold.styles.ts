import { css } from 'lit';

/** What unfolds beside an answer looks the same everywhere. */
export const foldStyles = css`
  :is(gemini-chat-actions, gemini-chat-data, gemini-chat-sources) {
    summary {
      display: inline-flex;
      align-items: center;
      gap: 0.25em;
      min-block-size: 1.867em;
      padding-inline-end: 0.5em;
      border-radius: 0.375em;
      cursor: pointer;
      list-style: none;
    }

    summary::-webkit-details-marker {
      display: none;
    }

    summary .icon {
      inline-size: 1em;
      block-size: 1em;
    }

    summary .icon:dir(rtl) {
      scale: -1 1;
    }

    details[open] > summary .icon {
      rotate: 90deg;
    }

    @media (prefers-reduced-motion: no-preference) {
      summary .icon {
        transition: rotate 0.15s;
      }
    }
  }
`;
