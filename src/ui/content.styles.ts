import { css } from 'lit';

/** How an answer's markdown looks. */
export const contentStyles = css`
  gemini-chat-message [part~='content'] > :first-child {
    margin-block-start: 0;
  }

  gemini-chat-message [part~='content'] > :last-child {
    margin-block-end: 0;
  }

  gemini-chat-message
    :is(p, ul, ol, blockquote, [part~='table'], [part~='code-block'], [part~='plain-text']) {
    margin-block: 0.75em;
    margin-inline: 0;
  }

  gemini-chat-message [part~='content'] :is(h1, h2, h3, h4, h5, h6) {
    margin-block: 1.4em 0.5em;
    font-size: 1em;
    font-weight: 650;
    line-height: 1.35;
    text-wrap: balance;
  }

  gemini-chat-message [part~='content'] :is(h1, h2, h3) {
    font-size: 1.25em;
  }

  gemini-chat-message [part~='content'] h4 {
    font-size: 1.125em;
  }

  gemini-chat-message [part~='content'] :is(ul, ol) {
    padding-inline-start: 1.5em;
  }

  gemini-chat-message [part~='content'] li + li {
    margin-block-start: 0.25em;
  }

  gemini-chat-message [part~='content'] li > :is(p, ul, ol):first-child {
    margin-block-start: 0;
  }

  gemini-chat-message [part~='content'] li > :is(p, ul, ol):last-child {
    margin-block-end: 0;
  }

  gemini-chat-message [part~='content'] li::marker {
    color: var(--_muted);
  }

  gemini-chat-message [part~='content'] li:has(> input),
  gemini-chat-message [part~='content'] li:has(> p > input) {
    list-style: none;
  }

  gemini-chat-message [part~='content'] li > input,
  gemini-chat-message [part~='content'] li > p > input {
    margin-inline: -1.35em 0.35em;
    accent-color: var(--_accent);
  }

  gemini-chat-message [part~='content'] blockquote {
    padding-inline-start: 1em;
    color: var(--_muted);
    border-inline-start: 3px solid var(--_border);
  }

  gemini-chat-message [part~='content'] hr {
    margin-block: 1.5em;
    border: 0;
    border-block-start: 1px solid var(--_border);
  }

  gemini-chat-message [part~='content'] a {
    color: var(--_accent);
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 0.15em;
  }

  gemini-chat-message [part~='content'] a:hover {
    text-decoration-thickness: 2px;
  }

  gemini-chat-message [part~='link-host'] {
    color: var(--_muted);
    font-size: 0.8125em;
  }

  gemini-chat-message [part~='link-warning'] {
    color: var(--_danger);
    font-size: 0.8125em;
  }

  gemini-chat-message [part~='content'] img {
    max-inline-size: 100%;
    block-size: auto;
    border-radius: calc(var(--_radius) * 0.5);
    vertical-align: middle;
  }

  gemini-chat-message [part~='image-button'] {
    max-inline-size: 100%;
    padding: 0.375em 0.875em;
    font-size: 0.875em;
    text-align: start;
    background: var(--_raised);
    border: 1px dashed var(--_control);
    border-radius: calc(var(--_radius) * 0.5);
  }

  gemini-chat-message :is(code, kbd, samp) {
    font-family: var(--_mono);
    font-size: 0.875em;
  }

  gemini-chat-message :not(pre) > code {
    padding: 0.125em 0.35em;
    background: var(--_raised);
    border: 1px solid var(--_border);
    border-radius: 0.375em;
    box-decoration-break: clone;
  }

  gemini-chat-message [part~='code-block'] {
    overflow: hidden;
    background: var(--_raised);
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 0.667);
  }

  gemini-chat-message [part~='code-header'] {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 0.5em;
    min-block-size: 2.5em;
    padding-inline: 1em 0.375em;
    color: var(--_muted);
    font-size: 0.8125em;
  }

  gemini-chat-message [part~='copy-button'] {
    min-block-size: 2em;
    padding: 0.125em 0.75em;
    color: inherit;
    background: none;
    border: 1px solid transparent;
    border-radius: 0.5em;
  }

  gemini-chat-message [part~='copy-button']:hover {
    color: var(--_text);
    background: var(--_border);
  }

  gemini-chat-message pre {
    margin: 0;
    padding: 0.25em 1em 1em;
    overflow-x: auto;
    line-height: 1.55;
    overflow-wrap: normal;
    white-space: pre;
    tab-size: 2;
    scrollbar-width: thin;
  }

  gemini-chat-message pre:focus-visible,
  gemini-chat-message [part~='table']:focus-visible {
    outline-offset: -2px;
    border-radius: calc(var(--_radius) * 0.5);
  }

  gemini-chat-message [part~='plain-text'] {
    padding: 0;
    font: inherit;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }

  gemini-chat-message [part~='table'] {
    overflow-x: auto;
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 0.667);
    scrollbar-width: thin;
  }

  gemini-chat-message table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: 0.9375em;
    overflow-wrap: normal;
  }

  gemini-chat-message :is(th, td) {
    padding: 0.5em 0.875em;
    text-align: start;
    vertical-align: top;
    border-block-end: 1px solid var(--_border);
  }

  gemini-chat-message :is(th, td)[align='center'] {
    text-align: center;
  }

  gemini-chat-message :is(th, td)[align='right'] {
    text-align: end;
  }

  gemini-chat-message tr:last-child td {
    border-block-end: 0;
  }

  gemini-chat-message th {
    font-weight: 600;
    background: var(--_raised);
  }

  /* A quiet mark that more is coming; it is drawn, so that nothing reads it aloud. */
  gemini-chat-message
    [data-status='streaming']
    [part~='content']
    > :is(p, h1, h2, h3, h4, h5, h6):last-child::after {
    content: '';
    display: inline-block;
    inline-size: 0.5em;
    block-size: 0.5em;
    margin-inline-start: 0.3em;
    background: currentColor;
    border-radius: 50%;
    opacity: 0.7;
  }

  @media (pointer: coarse) {
    gemini-chat-message :is([part~='copy-button'], [part~='image-button'], summary) {
      min-block-size: 44px;
    }
  }

  @media print {
    gemini-chat-message pre {
      white-space: pre-wrap;
    }

    gemini-chat-message [part~='copy-button'] {
      display: none;
    }
  }
`;
