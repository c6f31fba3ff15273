/** Marked as style for whoever squeezes or highlights it; the text as it is. */
const css = String.raw;

/** The button that draws a diagram, and the place that says when it cannot. */
export const diagramButtonStyles = css`
  :where([data-gemini-markdown]) {
    [part~='diagram-button'] {
      min-block-size: 2em;
      padding: 0.125em 0.75em;
      font: inherit;
      color: color-mix(in srgb, currentcolor 75%, transparent);
      background: none;
      border: 1px solid transparent;
      border-radius: 0.5em;
    }

    [part~='diagram-button']:hover {
      color: inherit;
      background: var(--_md-border);
    }

    [part~='diagram-button'][aria-busy] {
      cursor: progress;
      opacity: 0.7;
    }

    [part~='diagram-status']:not(:empty) {
      padding: 0.5em 1em 0.75em;
      color: var(--_md-danger);
      font-size: 0.875em;
    }

    @media (pointer: coarse) {
      [part~='diagram-button'] {
        min-inline-size: 44px;
        min-block-size: 44px;
      }
    }

    @media print {
      :is([part~='diagram-button'], [part~='diagram-status']) {
        display: none;
      }
    }
  }
`;
