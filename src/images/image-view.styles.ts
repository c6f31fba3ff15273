import { css } from '../dom/css.js';

/** How an image looks that was opened larger. */
export const imageViewStyles = css`
  [part~='image-view'] {
    position: fixed;
    inset: 0;
    box-sizing: border-box;
    inline-size: 100%;
    max-inline-size: none;
    block-size: 100%;
    max-block-size: none;
    margin: 0;
    padding: 4rem 1rem 1rem;
    overflow: hidden;
    font: inherit;
    background: rgb(10 12 15 / 88%);
    border: 0;
    overscroll-behavior: contain;
    cursor: zoom-out;
  }

  [part~='image-view'][open] {
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    place-items: center;
  }

  [part~='image-view']::backdrop {
    background: none;
  }

  [part~='image-view'] > img {
    max-inline-size: 100%;
    max-block-size: 100%;
    object-fit: contain;
    /* Lines without a ground of their own are drawn for that of the page. */
    background: Canvas;
    border-radius: 0.5rem;
    cursor: auto;
  }

  [part~='image-close'] {
    position: absolute;
    inset-block-start: 0.625rem;
    inset-inline-end: 0.625rem;
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    padding: 0;
    color: #ffffff;
    background: rgb(255 255 255 / 14%);
    border: 1px solid rgb(255 255 255 / 55%);
    border-radius: 50%;
    cursor: pointer;
  }

  [part~='image-close']:hover {
    background: rgb(255 255 255 / 28%);
  }

  [part~='image-close']:focus-visible {
    outline: 2px solid #ffffff;
    outline-offset: 2px;
  }

  [part~='image-close'] > svg {
    inline-size: 1.25rem;
    block-size: 1.25rem;
    fill: none;
    stroke: currentcolor;
    stroke-width: 2;
    stroke-linecap: round;
  }

  @media (prefers-reduced-motion: no-preference) {
    [part~='image-view'] {
      transition: opacity 120ms;
    }

    @starting-style {
      [part~='image-view'] {
        opacity: 0;
      }
    }
  }

  @media (prefers-reduced-transparency: reduce) {
    [part~='image-view'] {
      background: #0a0c0f;
    }
  }

  @media (forced-colors: active) {
    [part~='image-view'] {
      background: Canvas;
    }

    [part~='image-close'] {
      color: ButtonText;
      border-color: ButtonText;
    }
  }

  @media print {
    [part~='image-view'] {
      display: none;
    }
  }
`;
