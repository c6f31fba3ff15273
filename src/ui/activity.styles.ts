import { css } from 'lit';

export const activityStyles = css`
  gemini-chat-activity {
    display: flex;
    flex-direction: column;
    gap: 0.5em;
    min-inline-size: 0;

    > details {
      min-inline-size: 0;
      color: var(--_muted);
      font-size: 0.9375em;
    }

    .fold {
      display: flex;
      align-items: center;
      gap: 0.25em;
      inline-size: fit-content;
      max-inline-size: 100%;
      min-block-size: 1.867em;
      padding-inline-end: 0.5em;
      border-radius: 0.375em;
      cursor: pointer;
      list-style: none;
    }

    .fold:hover {
      color: var(--_text);
    }

    .fold::-webkit-details-marker {
      display: none;
    }

    .fold > .icon {
      flex: none;
      inline-size: 1em;
      block-size: 1em;
    }

    .fold > .icon:dir(rtl) {
      scale: -1 1;
    }

    [open] > .fold > .icon {
      rotate: 90deg;
    }

    /* What it does now changes often: one line, so that nothing below it moves. */
    .fold > bdi {
      min-inline-size: 0;
      overflow: hidden;
      white-space: nowrap;
      text-overflow: ellipsis;
    }

    /* A quiet mark that it goes on, behind the last line; it is drawn, so that nothing reads it aloud. */
    > details:not(:has(~ details)) > [data-live]::after {
      content: '';
      flex: none;
      inline-size: 0.5em;
      block-size: 0.5em;
      margin-inline-start: 0.3em;
      background: currentColor;
      border-radius: 50%;
      opacity: 0.7;
    }

    .thought {
      margin-block-start: 0.25em;
      padding-inline-start: 0.875em;
      white-space: normal;
      border-inline-start: 2px solid var(--_border);
    }

    .thought p {
      white-space: pre-wrap;
      margin-block: 0.375em;
    }

    .thought strong {
      font-weight: 600;
      color: var(--_text);
    }

    ol,
    ul {
      margin: 0;
      padding: 0;
      list-style: none;
    }

    ol {
      margin-block-start: 0.375em;
    }

    [part~='step'] {
      position: relative;
      display: flex;
      gap: 0.625em;
      padding: 0 0 0.875em;
      color: inherit;
      font-size: 1em;
      background: none;
      border-radius: 0;
    }

    [part~='step']:last-child {
      padding-block-end: 0.25em;
    }

    [part~='step'] > .icon {
      flex: none;
      inline-size: 1.125em;
      block-size: 1.6em;
    }

    /* The line from one step to the next. */
    [part~='step']:not(:last-child)::before {
      content: '';
      position: absolute;
      inset-block: 1.875em 0.25em;
      inset-inline-start: calc(0.5625em - 0.5px);
      border-inline-start: 1px solid var(--_border);
    }

    [data-state='failed'] > .icon {
      color: var(--_danger);
    }

    .told {
      display: flex;
      flex: 1 1 auto;
      flex-direction: column;
      gap: 0.375em;
      min-inline-size: 0;
    }

    .told p {
      margin: 0;
    }

    .title {
      color: var(--_text);
    }

    .subject,
    .state {
      margin-inline-start: 0.375em;
    }

    .state {
      padding-inline: 0.5em;
      font-size: 0.8667em;
      border: 1px solid var(--_border);
      border-radius: 99em;
    }

    .told li {
      margin-block: 0.125em;
    }

    .told ul ul {
      padding-inline-start: 1em;
    }

    .told .remark {
      margin-inline-start: 0.375em;
      font-size: 0.8667em;
    }

    .rest {
      font-size: inherit;
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
      font-size: 0.8667em;
    }

    [part~='link-warning'] {
      color: var(--_danger);
    }

    .pictures {
      display: flex;
      flex-wrap: wrap;
      gap: 0.5em;
    }

    .elapsed {
      margin: 0;
      color: var(--_muted);
      font-size: 0.875em;
      font-variant-numeric: tabular-nums;
    }

    @media (prefers-reduced-motion: no-preference) {
      > details > [data-live]::after {
        animation: gemini-chat-wait 1.2s infinite ease-in-out;
      }

      .fold > .icon {
        transition: rotate 0.15s;
      }
    }

    @media (pointer: coarse) {
      .fold {
        min-block-size: 44px;
      }
    }

    @media (forced-colors: active) {
      > details:not(:has(~ details)) > [data-live]::after {
        background: CanvasText;
      }

      .thought,
      [part~='step']::before {
        border-color: CanvasText;
      }
    }
  }

  gemini-chat-activity:not(:has(> *)) {
    display: none;
  }

  gemini-chat-retry {
    [part~='notice'] {
      padding: 0.625em 0.875em;
      font-size: 0.9375em;
      border: 1px solid var(--_border);
      border-radius: calc(var(--_radius) * 0.667);
    }

    p {
      margin: 0;
    }

    .wait {
      color: var(--_muted);
      font-variant-numeric: tabular-nums;
    }

    .attempt::before {
      content: '· ';
    }
  }

  :is(gemini-chat-retry, gemini-chat-function-call) {
    .choices {
      display: flex;
      flex-wrap: wrap;
      gap: 0.5em;
      margin-block-start: 0.625em;
    }

    .choices button {
      min-block-size: 2em;
      padding: 0.125em 0.875em;
      font-weight: 600;
      background: none;
      border: 1px solid var(--_control);
      border-radius: 99em;
    }

    .choices button:hover {
      color: var(--_surface);
      background: var(--_text);
      border-color: var(--_text);
    }

    .choices .confirm {
      color: var(--_on-accent);
      background: var(--_accent);
      border-color: var(--_accent);
    }

    @media (pointer: coarse) {
      .choices button {
        min-block-size: 44px;
      }
    }
  }
`;
