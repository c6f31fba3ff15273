import { css } from '../dom/css.js';

/** How footnotes look, and the places in the text that lead to them. */
export const footnoteStyles = css`
  :where([data-gemini-markdown]) {
    [part~='footnotes'] {
      margin-block-start: 1.5em;
      padding-block-start: 1em;
      color: var(--_md-muted);
      font-size: 0.875em;
      border-block-start: 1px solid var(--_md-border);
    }

    [part~='footnotes'] > ol {
      margin-block: 0;
    }

    [part~='footnote']:focus {
      outline: 2px solid var(--_md-accent);
      outline-offset: 2px;
      border-radius: 0.25em;
    }

    [part~='footnote-back'] {
      min-inline-size: 1.5rem;
      min-block-size: 1.5rem;
      margin-inline-start: 0.25em;
      padding: 0;
      color: var(--_md-accent);
      font: inherit;
      line-height: 1;
      background: none;
      border: 0;
      border-radius: 0.25em;
      cursor: pointer;
    }

    [part~='footnote-back']:hover {
      text-decoration: underline;
    }

    @media (pointer: coarse) {
      [part~='footnote-back'] {
        min-inline-size: 44px;
        min-block-size: 44px;
      }
    }

    @media print {
      [part~='footnote-back'] {
        display: none;
      }
    }
  }

  :where([data-gemini-markdown]) [part~='footnote-reference'] {
    line-height: 0;

    > button {
      position: relative;
      padding: 0 0.2em;
      color: var(--_md-accent);
      font: inherit;
      font-variant-numeric: tabular-nums;
      line-height: 1;
      background: none;
      border: 0;
      border-radius: 0.25em;
      cursor: pointer;
    }

    /* Larger to the finger than to the eye. */
    > button::after {
      position: absolute;
      inset: -0.5em -0.25em;
      min-inline-size: 24px;
      content: '';
    }

    > button:hover {
      text-decoration: underline;
    }

    @media (pointer: coarse) {
      > button::after {
        inset: calc(50% - 22px);
      }
    }
  }
`;
