import { css } from 'lit';

export const noticeStyles = css`
  gemini-chat-notice {
    display: block;

    [part~='notice'] {
      display: flex;
      align-items: flex-start;
      gap: 0.625em;
      inline-size: fit-content;
      max-inline-size: 100%;
      padding: 0.5em 0.75em;
      color: var(--_muted);
      font-size: 0.875em;
      line-height: 1.5;
    }

    [part~='notice']:not([part~='error']) {
      padding: 0;
    }

    [part~='error'] {
      color: var(--_text);
      border: 1px solid color-mix(in srgb, var(--_danger) 45%, transparent);
      border-radius: calc(var(--_radius) * 0.667);
    }

    .icon {
      flex: none;
      color: var(--_danger);
      margin-block-start: 0.125em;
    }

    .words {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.375em 0.75em;
      min-inline-size: 0;
    }

    p {
      flex: 0 1 auto;
      min-inline-size: 0;
      margin: 0;
    }

    .wait {
      font-variant-numeric: tabular-nums;
    }

    button {
      flex: none;
      min-block-size: 2em;
      padding: 0.125em 0.875em;
      font-weight: 600;
      background: none;
      border: 1px solid var(--_control);
      border-radius: 99em;
    }

    button:hover {
      color: var(--_surface);
      background: var(--_text);
      border-color: var(--_text);
    }

    @media (pointer: coarse) {
      button {
        min-block-size: 44px;
      }
    }

    @media (forced-colors: active) {
      [part~='notice'] {
        border-color: CanvasText;
      }
    }
  }
`;
