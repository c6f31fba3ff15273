import { css } from '../dom/css.js';

/**
 * How blocks of code look. They have a ground of their own, so that the colours of code can be read whatever is
 * around them.
 */
export const codeBlockStyles = css`
  :where([data-gemini-markdown]) {
    [part~='code-block'] {
      --_md-ground: var(--_raised, light-dark(#f5f6f8, #1e2127));
      /* Clipped, not hidden: in what scrolls, the header could not stay in view. */
      overflow: hidden;
      overflow: clip;
      color: var(--_text, light-dark(#1a1d21, #e9ebee));
      background: var(--_md-ground);
      border: 1px solid var(--_md-border);
      border-radius: calc(var(--_md-radius) * 0.667);
    }

    [part~='code-header'] {
      position: sticky;
      inset-block-start: 0;
      z-index: 1;
      display: flex;
      align-items: center;
      gap: 0.25em;
      min-block-size: 2.5em;
      /* Its text begins above that of the code, which is larger. */
      padding-inline: calc(1em / 0.8125) 0.375em;
      font-size: 0.8125em;
      background: var(--_md-ground);
    }

    [part~='code-header'] > span {
      flex: 1;
      min-inline-size: 0;
      overflow: hidden;
      color: color-mix(in srgb, currentcolor 75%, transparent);
      white-space: nowrap;
    }

    :is([part~='code-header'] button, [part~='copy-button']) {
      min-block-size: 2em;
      padding: 0.125em 0.75em;
      font: inherit;
      color: color-mix(in srgb, currentcolor 75%, transparent);
      background: none;
      border: 1px solid transparent;
      border-radius: 0.5em;
    }

    [part~='wrap-button'] {
      display: inline-grid;
      place-items: center;
      min-inline-size: 2em;
      padding: 0;
    }

    :is([part~='code-header'] button, [part~='copy-button']):hover,
    [part~='wrap-button'][aria-pressed='true'] {
      color: inherit;
      background: var(--_md-border);
    }

    [part~='wrap-button'][aria-pressed='true'] {
      border-color: currentcolor;
    }

    [part~='diagram-status']:not(:empty) {
      padding: 0.5em 1em;
      color: var(--_md-danger);
    }

    [part~='code-block'] pre > code {
      display: block;
    }

    /* As wide as its lines: what is contained would be cut off beside it. */
    [part~='code-lines'] {
      display: block;
      inline-size: max-content;
      min-inline-size: 100%;
    }

    /* Out of sight the whole ones cost nothing; the first may be shorter, the last still grows. */
    [part~='code-lines']:not(:first-child, :last-child) {
      content-visibility: auto;
      contain-intrinsic-size: auto none auto 25lh;
    }

    [part~='code-block'][data-wrap] {
      pre {
        overflow-wrap: anywhere;
        white-space: pre-wrap;
      }

      [part~='code-lines'] {
        inline-size: auto;
      }
    }

    @media (pointer: coarse) {
      :is([part~='code-header'] button, [part~='copy-button']) {
        min-inline-size: 44px;
        min-block-size: 44px;
      }
    }

    @media (forced-colors: active) {
      [part~='wrap-button'][aria-pressed='true'] {
        forced-color-adjust: none;
        color: SelectedItemText;
        background: SelectedItem;
      }
    }

    @media print {
      [part~='code-header'] {
        position: static;
      }

      [part~='code-lines'] {
        inline-size: auto;
        content-visibility: visible;
      }

      :is([part~='code-header'] button, [part~='copy-button']) {
        display: none;
      }
    }
  }
`;
