import { css } from 'lit';

export const voiceStyles = css`
  gemini-chat-voice {
    /* Its buttons stand among the others of the message box, its line above the words. */
    display: contents;

    .line {
      order: -1;
      flex: 0 0 100%;
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.125em 0.5em;
      min-inline-size: 0;
      padding: 0.25em 0.625em;
      font-size: 0.875em;
    }

    .line gemini-chat-notice {
      flex: 1;
      min-inline-size: 0;
    }

    .phase {
      flex: 1 1 0;
      min-inline-size: 0;
      color: var(--_muted);
    }

    .caption {
      flex: 1 1 100%;
      max-block-size: 3em;
      overflow: hidden;
      /* The last words are the news. */
      display: flex;
      flex-direction: column;
      justify-content: flex-end;
      line-height: 1.5;
      overflow-wrap: anywhere;
    }

    .blocked {
      flex: 1 1 100%;
    }

    .level {
      flex: none;
      display: flex;
      align-items: center;
      gap: 2px;
      block-size: 1.25em;
      color: var(--_accent);
    }

    .level i {
      inline-size: 3px;
      block-size: 100%;
      border-radius: 2px;
      background: currentColor;
      transform: scaleY(0.2);
    }

    :is([data-phase='listening'], [data-phase='hearing'], [data-phase='answering']) .level i {
      transform: scaleY(calc(0.2 + 0.8 * var(--_share) * var(--_level, 0)));
    }

    .level i:nth-child(1) {
      --_share: 0.6;
    }

    .level i:nth-child(2) {
      --_share: 1;
    }

    .level i:nth-child(3) {
      --_share: 0.85;
    }

    .level i:nth-child(4) {
      --_share: 0.5;
    }

    button {
      color: var(--_muted);
      background: none;
    }

    [part~='voice-button'][aria-pressed='true'] {
      color: var(--_on-accent);
      background: var(--_accent);
    }

    @media (prefers-reduced-motion: reduce) {
      .level i {
        transform: scaleY(calc(0.2 + 0.8 * var(--_share))) !important;
      }
    }

    @media (forced-colors: active) {
      :is([part~='voice-button'], [part~='sound-button'])[aria-pressed='true'] {
        color: HighlightText;
        background: Highlight;
        border-color: Highlight;
        forced-color-adjust: none;
      }

      .level i {
        background: CanvasText;
        forced-color-adjust: none;
      }
    }
  }

  /* Beside so many buttons there is no room to write. */
  @container gemini-chat (inline-size < 26em) {
    gemini-chat-composer:has(gemini-chat-voice > button) {
      [part~='composer'] {
        justify-content: flex-end;
      }

      .grow {
        flex-basis: 100%;
      }
    }
  }
`;
