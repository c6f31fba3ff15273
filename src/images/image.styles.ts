import { css } from '../dom/css.js';

/** How images look, and what stands for them. */
export const imageStyles = css`
  :where([data-gemini-markdown]) {
    img {
      max-inline-size: 100%;
      max-block-size: 36rem;
      block-size: auto;
      border-radius: calc(var(--_md-radius) * 0.5);
      vertical-align: middle;
    }

    /* An image that nobody knows the size of yet: in the middle of the usual shapes, or like a word. */
    img[data-room] {
      background: var(--_md-raised);
      outline: 1px solid var(--_md-border);
      outline-offset: -1px;
    }

    img[data-room='block'] {
      inline-size: 100%;
      aspect-ratio: 3 / 2;
    }

    img[data-room='line'] {
      inline-size: 4em;
      block-size: 1em;
    }

    [part~='image-open'] {
      display: inline-block;
      max-inline-size: 100%;
      padding: 0;
      color: inherit;
      font: inherit;
      text-align: inherit;
      vertical-align: middle;
      background: none;
      border: 0;
      border-radius: calc(var(--_md-radius) * 0.5);
      cursor: zoom-in;
    }

    [part~='image-open'] > img {
      display: block;
    }

    [part~='image-open']:has(> img[data-room='block']) {
      inline-size: 100%;
    }

    [part~='image-button'] {
      max-inline-size: 100%;
      padding: 0.375em 0.875em;
      color: inherit;
      font: inherit;
      font-size: 0.875em;
      text-align: start;
      background: var(--_md-raised);
      border: 1px dashed var(--_md-control);
      border-radius: calc(var(--_md-radius) * 0.5);
      cursor: pointer;
    }

    [part~='image-failed'] {
      color: var(--_md-muted);
      font-size: 0.875em;
    }

    [part~='image-failed'] > [part~='image-button'] {
      color: var(--_md-text);
      font-size: 1em;
    }

    @media (pointer: coarse) {
      [part~='image-button'] {
        min-block-size: 44px;
      }
    }

    @media (forced-colors: active) {
      [part~='image-button'] {
        border-color: ButtonText;
      }
    }
  }
`;
