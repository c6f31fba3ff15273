import { css } from 'lit';

export const sourcesStyles = css`
  gemini-chat-sources {
    display: flex;
    flex-direction: column;
    gap: 0.5em;
    min-inline-size: 0;

    summary {
      display: flex;
      max-inline-size: 100%;
      color: var(--_muted);
      font-size: 0.875em;
    }

    summary > :is(.icon, span) {
      flex: none;
    }

    .preview {
      flex: 0 1 auto;
      overflow: hidden;
      padding-inline-start: 0.5em;
      text-overflow: ellipsis;
      white-space: nowrap;
    }

    details[open] > summary .preview {
      visibility: hidden;
    }

    ol,
    ul {
      margin: 0;
      padding: 0;
      list-style: none;
    }

    ol {
      display: grid;
      gap: 0.125em;
      padding-block: 0.375em;
      font-size: 0.875em;
    }

    ol > li {
      display: flex;
      gap: 0.625em;
      align-items: baseline;
    }

    .number {
      flex: none;
      min-inline-size: 1.5em;
      color: var(--_muted);
      font-size: 0.875em;
      font-variant-numeric: tabular-nums;
      text-align: end;
    }

    .source {
      display: flex;
      flex-wrap: wrap;
      gap: 0 0.625em;
      align-items: baseline;
      min-inline-size: 0;
    }

    a {
      padding-block: 0.125em;
      color: var(--_accent);
      text-decoration: underline;
      text-decoration-thickness: 1px;
      text-underline-offset: 0.15em;
    }

    a:hover {
      text-decoration-thickness: 2px;
    }

    .host {
      color: var(--_muted);
      font-size: 0.875em;
    }

    .reviews {
      display: flex;
      flex-basis: 100%;
      flex-wrap: wrap;
      gap: 0 0.875em;
    }

    /* Google wants them whole, and no narrower than the answer: several stand in a row that scrolls. */
    [part~='search-suggestions'] {
      display: flex;
      gap: 0.5em;
      inline-size: 100%;
      overflow-x: auto;
      /* Changes with the colour scheme, which has no event of its own. */
      color: light-dark(#000, #fff);
      transition: color 1ms;
      overscroll-behavior-x: contain;
      scroll-snap-type: x proximity;
      scrollbar-width: thin;
    }

    iframe {
      flex: none;
      inline-size: 100%;
      block-size: 54px;
      border: 0;
      scroll-snap-align: start;
    }

    @media (pointer: coarse) {
      ol a {
        padding-block: 0.5em;
      }
    }

    @media print {
      [part~='search-suggestions'] {
        overflow: visible;
        flex-direction: column;
      }
    }
  }

  gemini-chat-message .citations {
    margin-inline-start: 0.2em;
    font-size: 0.6875em;
    line-height: 1;
    white-space: nowrap;
    /* What is copied is the answer alone. */
    -webkit-user-select: none;
    user-select: none;
  }

  gemini-chat-message [part~='content'] [part~='citation'] {
    position: relative;
    inset-block-end: 0.3em;
    padding: 0.15em 0.45em;
    color: var(--_text);
    font-family: var(--gemini-chat-font, sans-serif);
    font-weight: 500;
    font-variant-numeric: tabular-nums;
    text-decoration: none;
    background: var(--_raised);
    border: 1px solid var(--_border);
    border-radius: 99em;
  }

  gemini-chat-message [part~='content'] [part~='citation'] + [part~='citation'] {
    margin-inline-start: 0.2em;
  }

  gemini-chat-message [part~='content'] a[part~='citation']:hover {
    color: var(--_on-accent);
    background: var(--_accent);
    border-color: var(--_accent);
  }
`;
