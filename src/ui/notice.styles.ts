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
      background: var(--_raised);
      border: 1px solid transparent;
      border-radius: calc(var(--_radius) * 0.667);
    }

    [part~='error'] {
      color: var(--_danger);
      background: var(--_danger-surface);
    }

    .icon {
      flex: none;
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
      border: 1px solid currentColor;
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
