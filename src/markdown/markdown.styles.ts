import { css } from '../dom/css.js';

/**
 * How rendered markdown looks, in the colours of the chat around it, else in those of the text around it. Without
 * weight, so that any rule of a page wins.
 */
export const markdownStyles = css`
  :where([data-gemini-markdown]) {
    --_md-muted: var(--_muted, color-mix(in srgb, currentcolor 70%, transparent));
    --_md-raised: var(--_raised, color-mix(in srgb, currentcolor 5%, transparent));
    --_md-border: var(--_border, color-mix(in srgb, currentcolor 16%, transparent));
    --_md-control: var(--_control, color-mix(in srgb, currentcolor 55%, transparent));
    --_md-text: var(--_text, currentcolor);
    --_md-accent: var(--_accent, LinkText);
    --_md-danger: var(--_danger, light-dark(#a4231b, #ffb4aa));
    --_md-radius: var(--_radius, 1.125rem);
    --_md-mono: var(--_mono, ui-monospace, monospace);

    /* So that the browser need not look into it for what grows below. */
    > *,
    > [part='blocks'] > * {
      contain: content;
    }

    /* Out of sight the ones that are finished cost nothing. */
    > [part='blocks']:not(:last-child) {
      content-visibility: auto;
      contain-intrinsic-block-size: auto 40em;
    }

    /* Space above only: what is below the last of a group would not collapse with what is above the next. */
    :is(p, ul, ol, dl, details, blockquote, [part~='code-block'], [part~='plain-text']) {
      margin-block: 0.75em 0;
      margin-inline: 0;
    }

    :is(h1, h2, h3, h4, h5, h6) {
      margin-block: 1.4em 0;
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

    > :first-child {
      margin-block-start: 0;
    }

    li > input ~ [dir] {
      margin-block-start: 0.25em;
    }

    li::marker {
      color: var(--_md-muted);
    }

    li:has(> input),
    li:has(> p > input) {
      list-style: none;
    }

    li > input,
    li > p > input {
      margin-inline: -1.35em 0.35em;
      accent-color: var(--_md-accent);
    }

    blockquote {
      padding-inline-start: 1em;
      color: var(--_md-muted);
      border-inline-start: 3px solid var(--_md-border);
    }

    :is(blockquote, li) > :first-child {
      margin-block-start: 0;
    }

    hr {
      margin-block: 1.25em 0;
      padding-block-end: 0.5em;
      border: 0;
      border-block-start: 1px solid var(--_md-border);
    }

    a {
      color: var(--_md-accent);
      text-decoration: underline 1px;
      text-underline-offset: 0.15em;
    }

    [part~='link-host'] {
      color: var(--_md-muted);
      font-size: 0.8125em;
    }

    [part~='link-warning'] {
      color: var(--_md-danger);
      font-size: 0.8125em;
    }

    :is(code, kbd, samp) {
      font-family: var(--_md-mono);
      font-size: 0.875em;
    }

    :not(pre) > code {
      padding: 0.125em 0.35em;
      background: var(--_md-raised);
      border: 1px solid var(--_md-border);
      border-radius: 0.375em;
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

    pre:focus-visible {
      outline-offset: -2px;
      border-radius: calc(var(--_md-radius) * 0.5);
    }

    [part~='plain-text'] {
      padding: 0;
      font: inherit;
      overflow-wrap: anywhere;
      white-space: pre-wrap;
    }

    @media (pointer: coarse) {
      :is(summary) {
        min-block-size: 44px;
      }
    }

    @media print {
      pre {
        white-space: pre-wrap;
      }
    }
  }
`;
