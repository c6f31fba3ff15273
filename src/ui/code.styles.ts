import { css } from 'lit';

export const codeStyles = css`
  gemini-chat-code {
    display: block;
    min-inline-size: 0;

    figure {
      margin: 0;
      overflow: hidden;
      color: var(--_text);
      background: var(--_raised);
      border: 1px solid var(--_border);
      border-radius: calc(var(--_radius) * 0.5);
    }

    figcaption {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 0.5em;
      min-block-size: 2.25em;
      padding-inline: 0.75em 0.25em;
      color: var(--_muted);
      font-size: 0.8125em;
    }

    pre {
      margin: 0;
      padding: 0 0.75em 0.625em;
      overflow-x: auto;
      font-family: var(--_mono);
      font-size: 0.8125em;
      line-height: 1.55;
      white-space: pre;
      overflow-wrap: normal;
      scrollbar-width: thin;
    }

    pre:focus-visible {
      outline-offset: -2px;
    }

    code {
      font-family: inherit;
    }

    p {
      margin: 0;
      padding: 0 0.75em 0.5em;
      color: var(--_muted);
      font-size: 0.8125em;
    }

    button {
      min-block-size: 2.25em;
      padding: 0.125em 0.625em;
      color: var(--_muted);
      background: none;
      border: 0;
      border-radius: 0.5em;
    }

    button:hover {
      color: var(--_text);
    }

    button:focus-visible {
      outline-offset: -2px;
    }

    .more {
      inline-size: 100%;
      font-size: 0.8125em;
      text-align: start;
      border-block-start: 1px solid var(--_border);
      border-radius: 0;
    }

    @media (pointer: coarse) {
      button {
        min-block-size: 44px;
      }
    }
  }
`;
