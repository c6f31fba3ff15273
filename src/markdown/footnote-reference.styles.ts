/** Marked as style for whoever squeezes or highlights it; the text as it is. */
const css = String.raw;

/** How a place in the text looks that leads to a footnote. */
export const footnoteReferenceStyles = css`
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
