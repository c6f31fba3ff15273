import { css } from '../dom/css.js';

/** How tables look. */
export const tableStyles = css`
  :where([data-gemini-markdown]) {
    :where([part~='table-block']) {
      margin-block: 0.75em 0;
    }

    [part~='table'] {
      overflow-x: auto;
      border: 1px solid var(--_md-border);
      border-radius: calc(var(--_md-radius) * 0.667);
      scrollbar-width: thin;
    }

    [part~='table']:focus-visible {
      outline-offset: -2px;
    }

    table {
      inline-size: 100%;
      border-collapse: collapse;
      font-size: 0.9375em;
      overflow-wrap: normal;
    }

    :is(th, td) {
      min-inline-size: 6em;
      padding: 0.5em 0.875em;
      /* Each cell has its text's direction, all of them the table's edge. */
      text-align: start;
      text-align: -webkit-match-parent;
      text-align: match-parent;
      vertical-align: top;
      border-block-end: 1px solid var(--_md-border);
    }

    :is(th, td)[align='center'] {
      text-align: center;
    }

    :is(th, td)[align='right'] {
      text-align: end;
    }

    tr:last-child td {
      border-block-end: 0;
    }

    th {
      font-weight: 600;
      background: var(--_md-raised);
    }

    [part~='table-block'] > [part~='copy-button'] {
      display: block;
      min-block-size: 1.75rem;
      margin-block-start: 0.125em;
      margin-inline-start: auto;
      padding: 0.125em 0.75em;
      color: var(--_md-muted);
      font: inherit;
      font-size: 0.8125em;
      background: none;
      border: 1px solid transparent;
      border-radius: 0.5em;
      cursor: pointer;
      -webkit-user-select: none;
      user-select: none;
    }

    [part~='table-block']:hover > [part~='copy-button'],
    [part~='table-block'] > [part~='copy-button']:focus-visible {
      color: var(--_md-text);
      border-color: var(--_md-border);
    }

    [part~='table-block'] > [part~='copy-button']:hover {
      background: var(--_md-raised);
    }

    @media (pointer: coarse) {
      [part~='table-block'] > [part~='copy-button'] {
        min-block-size: 44px;
        color: var(--_md-text);
      }
    }

    @media (forced-colors: active) {
      [part~='table-block'] > [part~='copy-button'] {
        border-color: ButtonText;
      }
    }

    @media print {
      [part~='table'] {
        overflow: visible;
      }

      /* Each page begins with what its columns are, and no row is torn. */
      thead {
        display: table-header-group;
      }

      tr {
        break-inside: avoid;
      }

      [part~='table-block'] > [part~='copy-button'] {
        display: none;
      }
    }
  }
`;
