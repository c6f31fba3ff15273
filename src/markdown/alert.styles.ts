import { css } from '../dom/css.js';

/** How alerts look: quotes that say how much what is in them matters. */
export const alertStyles = css`
  :where([data-gemini-markdown]) {
    [part~='alert'] {
      --_md-alert: light-dark(#0b57b0, #8ab4f8);

      margin-block: 0.75em 0;
      padding: 0.625em 1em;
      background: color-mix(in srgb, var(--_md-alert) 7%, transparent);
      border-inline-start: 3px solid var(--_md-alert);
      border-radius: calc(var(--_md-radius) * 0.5);
    }

    [part~='alert-tip'] {
      --_md-alert: light-dark(#0f6b34, #8fd6a0);
    }

    [part~='alert-important'] {
      --_md-alert: light-dark(#8a2ba8, #d2a8ff);
    }

    [part~='alert-warning'] {
      --_md-alert: light-dark(#7a5200, #e2c08d);
    }

    [part~='alert-caution'] {
      --_md-alert: light-dark(#a4231b, #ffb4aa);
    }

    [part='alert-title'] {
      margin-block: 0 0.25em;
      color: var(--_md-alert);
      font-weight: 650;
    }
  }
`;
