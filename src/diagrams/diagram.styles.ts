import { css } from '../dom/css.js';

/** A drawn diagram: it stands in place of its code, scrolls in itself, and says when the theme's colours change. */
export const diagramStyles = css`
  :where([data-gemini-markdown]) {
    figure:has(> [part~='diagram-view']) > pre {
      display: none;
    }

    [part~='diagram-view'] {
      max-block-size: min(48rem, 85vh);
      padding-block-end: 0.5em;
      overflow: auto;
      color: var(--_md-text);
      caret-color: var(--_md-raised);
      overscroll-behavior-inline: contain;
      scrollbar-width: thin;
      transition:
        color 1ms,
        caret-color 1ms;
    }

    [part~='diagram-view'] > [part~='image-open'] {
      display: block;
      inline-size: 100%;
      max-inline-size: none;
    }

    [part~='diagram-view'] > [part~='image-open']:focus-visible {
      outline-offset: -2px;
    }

    [part~='diagram'] {
      display: block;
      max-inline-size: 100%;
      max-block-size: none;
      block-size: auto;
      margin-inline: auto;
      border-radius: 0;
    }

    @media print {
      [part~='diagram-view'] {
        max-block-size: none;
        overflow: visible;
      }

      [part~='diagram-view'] > [part~='image-open'] {
        /* Paper does not scroll. */
        min-inline-size: 0 !important;
        break-inside: avoid;
      }
    }
  }
`;
