import { css } from 'lit';

export const actionsStyles = css`
  gemini-chat-actions {
    display: block;
    inline-size: 100%;
    color: var(--_muted);
    font-size: 0.8125em;

    .actions {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.25em;
      min-block-size: 2em;
    }

    /* In the gap below the message: what appears when a pointer comes near must not move the text. */
    @media not (pointer: coarse) {
      &:not(:has(form, details[open])) {
        position: absolute;
        inset-block-start: 100%;
        inset-inline: 0;
      }

      .actions {
        min-block-size: 24px;
      }

      .actions button {
        min-inline-size: 24px;
        min-block-size: 24px;
        padding: 0.125em;
      }
    }

    .branches {
      display: flex;
      align-items: center;
    }

    [part='branch'] {
      min-inline-size: 3em;
      text-align: center;
      font-variant-numeric: tabular-nums;
    }

    button {
      display: grid;
      place-items: center;
      min-inline-size: 2em;
      min-block-size: 2em;
      padding: 0.25em;
      background: none;
      border: 1px solid transparent;
      border-radius: 0.5em;
    }

    button:hover:not([aria-disabled='true']) {
      color: var(--_text);
      background: var(--_raised);
    }

    button[aria-disabled='true'] {
      opacity: 0.4;
    }

    .icon {
      inline-size: 1.125em;
      block-size: 1.125em;
    }

    .previous .icon,
    .next .icon:dir(rtl) {
      scale: -1 1;
    }

    .previous .icon:dir(rtl) {
      scale: 1 1;
    }

    [part='usage'] {
      flex: 0 1 auto;
    }

    dl {
      display: grid;
      grid-template-columns: auto auto;
      gap: 0.125em 1em;
      inline-size: fit-content;
      margin: 0.25em 0;
    }

    dl > div {
      display: grid;
      grid-template-columns: subgrid;
      grid-column: span 2;
    }

    dd {
      margin: 0;
      text-align: end;
      font-variant-numeric: tabular-nums;
    }

    .editor {
      display: grid;
      gap: 0.5em;
      inline-size: 100%;
      color: var(--_text);
      font-size: 1.231em;
    }

    textarea {
      inline-size: 100%;
      max-block-size: 40vb;
      padding: 0.5em 0.75em;
      font: inherit;
      color: inherit;
      background: var(--_surface);
      border: 1px solid var(--_control);
      border-radius: calc(var(--_radius) * 0.667);
      resize: vertical;
      field-sizing: content;
    }

    .editor div {
      display: flex;
      flex-wrap: wrap;
      justify-content: flex-end;
      gap: 0.5em;
    }

    .editor button {
      padding-inline: 0.875em;
      font-size: 0.875em;
      font-weight: 600;
      border-color: var(--_control);
      border-radius: 99em;
    }

    .editor [part~='save-button'] {
      color: var(--_on-accent);
      background: var(--_accent);
      border-color: var(--_accent);
    }

    @media (pointer: coarse) {
      button {
        min-inline-size: 44px;
        min-block-size: 44px;
      }
    }

    @media (forced-colors: active) {
      button {
        border-color: ButtonText;
      }
    }
  }

  gemini-chat-message .body {
    position: relative;
  }

  gemini-chat-message [part~='message-user'] gemini-chat-actions .actions {
    justify-content: flex-end;
  }
`;
