import { css } from 'lit';

export const composerStyles = css`
  gemini-chat-composer {
    display: block;
    flex: none;
    inline-size: 100%;
    padding-block: 0.25em 0.75em;
    /* The same room at both edges as the transcript's scroll bar takes. */
    overflow: hidden;
    scrollbar-gutter: stable both-edges;
    scrollbar-width: thin;

    [part~='composer'] {
      inline-size: calc(100% - 2 * max(var(--_space), 0.75em));
      max-inline-size: var(--_measure);
      margin-inline: auto;
      display: flex;
      flex-wrap: wrap;
      align-items: flex-end;
      gap: 0.25em;
      padding: 0.375em;
      background: var(--_surface);
      border: 1px solid var(--_control);
      border-radius: calc(var(--_radius) * 1.5);
      cursor: text;
    }

    [part~='composer']:focus-within {
      border-color: var(--_accent);
      box-shadow: 0 0 0 1px var(--_accent);
    }

    [data-over] {
      outline: 3px dashed var(--_accent);
    }

    /* A copy of the text under the box gives the row its height, where no script has to measure. */
    .grow {
      display: grid;
      flex: 1 1 0;
      min-inline-size: 0;
      max-block-size: min(14em, 35vh);
    }

    .grow::after {
      content: attr(data-text);
      visibility: hidden;
      max-block-size: min(14em, 35vh);
      overflow: hidden;
    }

    .grow::after,
    textarea {
      grid-area: 1 / 1;
      margin: 0;
      padding: 0.375em 0.625em;
      border: 0;
      font: inherit;
      line-height: 1.5;
      letter-spacing: inherit;
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }

    textarea {
      inline-size: 100%;
      min-inline-size: 0;
      min-block-size: 0;
      max-block-size: min(14em, 35vh);
      resize: none;
      /* By the first letters for all of it: line by line, a megabyte of text takes browsers seconds. */
      unicode-bidi: isolate;
      color: inherit;
      background: none;
      overflow-y: auto;
    }

    /* The whole box shows the focus. */
    textarea:focus-visible {
      outline: none;
    }

    textarea::placeholder {
      color: var(--_muted);
      opacity: 1;
      white-space: nowrap;
      overflow: hidden;
      text-overflow: ellipsis;
    }

    button {
      flex: none;
      display: grid;
      place-items: center;
      inline-size: 2.25em;
      block-size: 2.25em;
      padding: 0;
      border: 1px solid transparent;
      border-radius: 50%;
      color: var(--_on-accent);
      background: var(--_accent);
    }

    [part~='send-button'][aria-disabled='true'] {
      color: var(--_muted);
      background: var(--_raised);
    }

    [part~='attach-button'] {
      color: var(--_muted);
      background: none;
    }

    [part~='stop-button'] {
      color: var(--_surface);
      background: var(--_text);
    }

    @media (pointer: coarse) {
      button {
        inline-size: 44px;
        block-size: 44px;
      }

      .grow::after,
      textarea {
        padding-block: 0.625em;
      }
    }

    @media (forced-colors: active) {
      [part~='composer']:focus-within {
        outline: 2px solid Highlight;
      }

      button {
        color: ButtonText;
        border-color: ButtonText;
      }

      [part~='send-button'][aria-disabled='true'] {
        color: GrayText;
        border-color: GrayText;
      }
    }

    @media (prefers-reduced-motion: no-preference) {
      :is([part~='composer'], button) {
        transition: 0.15s;
        transition-property: color, background-color, border-color;
      }
    }

    @media print {
      & {
        display: none;
      }
    }
  }

  .icon {
    inline-size: 1.25em;
    block-size: 1.25em;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .icon[data-kind='solid'] {
    fill: currentColor;
    stroke: none;
  }
`;
