import { css } from 'lit';

/** How an answer's markdown looks. */
export const contentStyles = css`
  gemini-chat-message [part~='content'] {
    :is(p, ul, ol, blockquote, [part~='table'], [part~='code-block'], [part~='plain-text']) {
      margin-block: 0.75em;
      margin-inline: 0;
    }

    :is(h1, h2, h3, h4, h5, h6) {
      margin-block: 1.4em 0.5em;
      font-size: 1em;
      font-weight: 650;
      line-height: 1.35;
      text-wrap: balance;
    }

    :is(h1, h2, h3) {
      font-size: 1.25em;
    }

    h4 {
      font-size: 1.125em;
    }

    :is(ul, ol) {
      padding-inline-start: 1.5em;
    }

    li + li {
      margin-block-start: 0.25em;
    }

    li > :is(p, ul, ol):first-child {
      margin-block-start: 0;
    }

    li > :is(p, ul, ol):last-child {
      margin-block-end: 0;
    }

    > :first-child {
      margin-block-start: 0;
    }

    > :last-child {
      margin-block-end: 0;
    }

    li::marker {
      color: var(--_muted);
    }

    li:has(> input),
    li:has(> p > input) {
      list-style: none;
    }

    li > input,
    li > p > input {
      margin-inline: -1.35em 0.35em;
      accent-color: var(--_accent);
    }

    blockquote {
      padding-inline-start: 1em;
      color: var(--_muted);
      border-inline-start: 3px solid var(--_border);
    }

    hr {
      margin-block: 1.5em;
      border: 0;
      border-block-start: 1px solid var(--_border);
    }

    a {
      color: var(--_accent);
      text-decoration: underline;
      text-decoration-thickness: 1px;
      text-underline-offset: 0.15em;
    }

    a:hover {
      text-decoration-thickness: 2px;
    }

    [part~='link-host'] {
      color: var(--_muted);
      font-size: 0.8125em;
    }

    [part~='link-warning'] {
      color: var(--_danger);
      font-size: 0.8125em;
    }

    img {
      max-inline-size: 100%;
      block-size: auto;
      border-radius: calc(var(--_radius) * 0.5);
      vertical-align: middle;
    }

    [part~='image-button'] {
      max-inline-size: 100%;
      padding: 0.375em 0.875em;
      font-size: 0.875em;
      text-align: start;
      background: var(--_raised);
      border: 1px dashed var(--_control);
      border-radius: calc(var(--_radius) * 0.5);
    }

    :is(code, kbd, samp) {
      font-family: var(--_mono);
      font-size: 0.875em;
    }

    :not(pre) > code {
      padding: 0.125em 0.35em;
      background: var(--_raised);
      border: 1px solid var(--_border);
      border-radius: 0.375em;
      box-decoration-break: clone;
    }

    [part~='code-block'] {
      overflow: hidden;
      background: var(--_raised);
      border: 1px solid var(--_border);
      border-radius: calc(var(--_radius) * 0.667);
    }

    [part~='code-header'] {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 0.5em;
      min-block-size: 2.5em;
      padding-inline: 1em 0.375em;
      color: var(--_muted);
      font-size: 0.8125em;
    }

    [part~='copy-button'] {
      min-block-size: 2em;
      padding: 0.125em 0.75em;
      color: inherit;
      background: none;
      border: 1px solid transparent;
      border-radius: 0.5em;
    }

    [part~='copy-button']:hover {
      color: var(--_text);
      background: var(--_border);
    }

    pre {
      margin: 0;
      padding: 0.25em 1em 1em;
      overflow-x: auto;
      line-height: 1.55;
      overflow-wrap: normal;
      white-space: pre;
      tab-size: 2;
      scrollbar-width: thin;
    }

    pre:focus-visible,
    [part~='table']:focus-visible {
      outline-offset: -2px;
      border-radius: calc(var(--_radius) * 0.5);
    }

    [part~='plain-text'] {
      padding: 0;
      font: inherit;
      overflow-wrap: anywhere;
      white-space: pre-wrap;
    }

    [part~='table'] {
      overflow-x: auto;
      border: 1px solid var(--_border);
      border-radius: calc(var(--_radius) * 0.667);
      scrollbar-width: thin;
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
      border-block-end: 1px solid var(--_border);
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
      background: var(--_raised);
    }

    @media (pointer: coarse) {
      :is([part~='copy-button'], [part~='image-button'], summary) {
        min-block-size: 44px;
      }
    }

    @media print {
      pre {
        white-space: pre-wrap;
      }

      [part~='copy-button'] {
        display: none;
      }
    }
  }
`;
