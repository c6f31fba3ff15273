import { css } from 'lit';

export const dataStyles = css`
  gemini-chat-data {
    display: flex;
    flex-direction: column;
    gap: 0.625em;
    min-inline-size: 0;

    .entries {
      min-inline-size: 0;
    }

    dl,
    ol {
      margin: 0;
    }

    dl {
      display: grid;
      grid-template-columns: fit-content(14em) minmax(0, 1fr);
      gap: 0.375em 1.25em;
    }

    dl > div {
      display: contents;
    }

    dt {
      color: var(--_muted);
      font-size: 0.9375em;
    }

    dd {
      min-inline-size: 0;
      margin: 0;
    }

    .nested > :is(dt, dd) {
      grid-column: 1 / -1;
    }

    /* The fold-out says the name already. */
    .nested > dt:has(+ dd > details) {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }

    ol {
      display: grid;
      gap: 0.25em;
      padding-inline-start: 1.75em;
    }

    li::marker {
      color: var(--_muted);
      font-variant-numeric: tabular-nums;
    }

    details:not(.source) > .entries {
      margin-block: 0.375em;
      padding-inline-start: 0.875em;
      border-inline-start: 2px solid var(--_border);
    }

    .name {
      font-weight: 600;
    }

    :is(.count, .none) {
      color: var(--_muted);
      font-size: 0.875em;
    }

    .text {
      white-space: pre-wrap;
    }

    .amount {
      white-space: nowrap;
    }

    :is(.amount, td, time) {
      font-variant-numeric: tabular-nums;
    }

    a {
      color: var(--_accent);
      text-decoration: underline;
      text-decoration-thickness: 1px;
      text-underline-offset: 0.15em;
    }

    [part~='link-host'] {
      color: var(--_muted);
      font-size: 0.8125em;
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
      min-inline-size: 4em;
      max-inline-size: 24em;
      padding: 0.5em 0.875em;
      text-align: start;
      vertical-align: top;
      border-block-end: 1px solid var(--_border);
      overflow-wrap: break-word;
    }

    :is(th, td).number {
      text-align: end;
    }

    tr:last-child td {
      border-block-end: 0;
    }

    th {
      font-weight: 600;
      background: var(--_raised);
    }

    .more {
      min-block-size: 2em;
      margin-block: 0.375em;
      padding: 0.125em 0.875em;
      color: var(--_accent);
      font-size: 0.875em;
      background: none;
      border: 1px solid var(--_control);
      border-radius: 99em;
    }

    .more:hover {
      background: var(--_raised);
    }

    .remark {
      margin: 0;
      color: var(--_muted);
      font-size: 0.8125em;
    }

    .source > summary {
      color: var(--_muted);
      font-size: 0.8125em;
    }

    figure {
      margin: 0.375em 0 0;
      overflow: hidden;
      background: var(--_raised);
      border: 1px solid var(--_border);
      border-radius: calc(var(--_radius) * 0.667);
    }

    figcaption {
      display: flex;
      align-items: center;
      justify-content: space-between;
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
      max-block-size: 24em;
      margin: 0;
      padding: 0.25em 1em 1em;
      overflow: auto;
      font-size: 0.875em;
      line-height: 1.55;
      white-space: pre-wrap;
      scrollbar-width: thin;
    }

    code {
      font-family: var(--_mono);
    }

    :is(pre, [part~='table']):focus-visible {
      outline-offset: -2px;
      border-radius: calc(var(--_radius) * 0.5);
    }

    .entries:focus {
      outline: none;
    }

    @container gemini-chat (max-width: 30em) {
      dl {
        grid-template-columns: minmax(0, 1fr);
        gap: 0;
      }

      dl > div > dd {
        margin-block-end: 0.5em;
      }
    }

    @media (pointer: coarse) {
      :is(.more, [part~='copy-button'], summary) {
        min-block-size: 44px;
      }
    }

    @media (forced-colors: active) {
      .more {
        border-color: ButtonText;
      }
    }

    @media print {
      pre {
        max-block-size: none;
      }

      :is(.more, [part~='copy-button']) {
        display: none;
      }
    }
  }
`;
