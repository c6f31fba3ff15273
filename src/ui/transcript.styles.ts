import { css } from 'lit';

export const transcriptStyles = css`
  gemini-chat-transcript {
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    position: relative;

    [part~='transcript'] {
      grid-area: 1 / 1;
      display: flex;
      flex-direction: column;
      overflow: hidden auto;
      overscroll-behavior: contain;
      overflow-anchor: none;
      scrollbar-gutter: stable both-edges;
      scrollbar-width: thin;
      scrollbar-color: var(--_border) transparent;
    }

    /* Messages above may turn out larger than thought when they come into view. */
    [part~='transcript'][data-free] {
      overflow-anchor: auto;
    }

    [part~='transcript']:focus-visible {
      outline-offset: -2px;
      border-radius: calc(var(--_radius) * 0.5);
    }

    .list {
      display: flex;
      flex-direction: column;
      flex: 1 0 auto;
      gap: 1.5em;
      inline-size: 100%;
      max-inline-size: calc(var(--_measure) + 2 * var(--_space));
      margin-inline: auto;
      padding-block: 1.5em 1em;
      padding-inline: max(var(--_space), 0.75em);
    }

    .empty {
      display: flex;
      flex-direction: column;
      justify-content: center;
      flex: 1 0 auto;
      gap: 1.5em;
      padding-block: 1em;
    }

    .greeting {
      display: grid;
      justify-items: center;
      gap: 0.75em;
      text-align: center;
    }

    .greeting .icon {
      inline-size: 2em;
      block-size: 2em;
      color: var(--_accent);
    }

    .greeting p {
      margin: 0;
      font-size: 1.375em;
      font-weight: 500;
      line-height: 1.3;
      letter-spacing: -0.01em;
      text-wrap: balance;
    }

    .suggestions {
      display: flex;
      flex-wrap: wrap;
      justify-content: center;
      gap: 0.5em;
      margin: 0;
      padding: 0;
      list-style: none;
    }

    [part~='suggestion'] {
      min-block-size: 2.5em;
      padding: 0.4em 1em;
      font-size: 0.9375em;
      line-height: 1.4;
      text-align: start;
      background: var(--_surface);
      border: 1px solid var(--_border);
      border-radius: var(--_radius);
    }

    [part~='suggestion']:hover {
      background: var(--_raised);
      border-color: var(--_control);
    }

    [part~='jump-button'] {
      grid-area: 1 / 1;
      place-self: end center;
      display: flex;
      align-items: center;
      gap: 0.375em;
      min-inline-size: 2.25em;
      min-block-size: 2.25em;
      margin-block-end: 0.75em;
      padding: 0.375em;
      font-size: 0.9375em;
      color: var(--_text);
      background: var(--_surface);
      border: 1px solid var(--_border);
      border-radius: 99em;
      box-shadow: 0 2px 10px rgb(0 0 0 / 16%);
    }

    [part~='jump-button'] span {
      padding-inline-end: 0.5em;
    }

    @media (pointer: coarse) {
      [part~='suggestion'],
      [part~='jump-button'] {
        min-block-size: 44px;
        min-inline-size: 44px;
      }
    }

    @media (prefers-reduced-motion: no-preference) {
      [part~='suggestion'] {
        transition: 0.15s;
        transition-property: background-color, border-color;
      }
    }

    @media print {
      [part~='transcript'] {
        overflow: visible;
      }

      [part~='jump-button'] {
        display: none;
      }
    }
  }
`;
