import { css } from 'lit';

/**
 * Every public property, with its default. The private twins (`--_…`) let a page set a property on any
 * ancestor: a default declared on the host under the public name would hide it.
 */
export const themeStyles = css`
  :host {
    display: block;
    box-sizing: border-box;
    inline-size: var(--gemini-chat-width, 100%);
    max-inline-size: 100%;
    /* Not by the font size of the page around it, which may be anything. */
    block-size: var(--gemini-chat-height, calc(36 * max(16px, 1rem)));
    min-block-size: 0;
    contain: layout style;
  }

  :host([hidden]) {
    display: none;
  }

  :host([theme='light']) {
    color-scheme: light;
  }

  :host([theme='dark']) {
    color-scheme: dark;
  }

  [part~='surface'] {
    --_surface: var(--gemini-chat-color-surface, light-dark(#ffffff, #15171b));
    --_raised: var(--gemini-chat-color-raised, light-dark(#f5f6f8, #1e2127));
    --_text: var(--gemini-chat-color-text, light-dark(#1a1d21, #e9ebee));
    --_muted: var(--gemini-chat-color-muted, light-dark(#59616b, #a7aeb8));
    --_border: var(--gemini-chat-color-border, light-dark(#e1e4e8, #30353d));
    --_control: var(--gemini-chat-color-control, light-dark(#838b96, #757e8a));
    --_accent: var(--gemini-chat-color-accent, light-dark(#3553d1, #9db1ff));
    --_on-accent: var(--gemini-chat-color-on-accent, light-dark(#ffffff, #10182f));
    --_user: var(--gemini-chat-color-user, light-dark(#e8edfd, #28314c));
    --_on-user: var(--gemini-chat-color-on-user, light-dark(#17213f, #eaeeff));
    --_danger: var(--gemini-chat-color-danger, light-dark(#a4231b, #ffb4aa));
    --_radius: var(--gemini-chat-radius, 1.125rem);
    --_space: var(--gemini-chat-spacing, 1rem);
    --_mono: var(
      --gemini-chat-font-mono,
      ui-monospace,
      'SF Mono',
      'Cascadia Code',
      Menlo,
      Consolas,
      monospace
    );
    --_measure: var(--gemini-chat-measure, 46rem);
    --_shadow: var(--gemini-chat-shadow, 0 1px 2px rgb(0 0 0 / 5%), 0 8px 28px rgb(0 0 0 / 7%));
  }

  /* What a page sets for its own text would be inherited; only its colour scheme and font family are welcome. */
  [part~='surface'] {
    all: initial;
    box-sizing: border-box;
    color-scheme: inherit;
    visibility: inherit;
    color: var(--_text);
    font-family: var(--gemini-chat-font, inherit);
    font-size: var(--gemini-chat-font-size, max(16px, 1rem));
    line-height: 1.6;
    overflow-wrap: anywhere;
    -webkit-text-size-adjust: 100%;
    text-size-adjust: 100%;
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  button {
    font: inherit;
    color: inherit;
    cursor: pointer;
  }

  button:disabled,
  button[aria-disabled='true'] {
    cursor: default;
  }

  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @media (forced-colors: active) {
    :focus-visible {
      outline-color: Highlight;
    }
  }
`;
