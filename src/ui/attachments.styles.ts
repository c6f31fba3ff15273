import { css } from 'lit';

export const attachmentsStyles = css`
  gemini-chat-attachments {
    display: block;
    flex: 1 0 100%;
    min-inline-size: 0;
    font-size: 0.8125em;
    line-height: 1.4;
    cursor: default;

    /* Without files it only speaks to screen readers, and takes no room. */
    &:not(:has(li, .problem:not([hidden]))) {
      position: absolute;
    }

    [hidden] {
      display: none;
    }

    [part~='attachments'] {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(15em, 100%), 1fr));
      gap: 0.5em;
      /* Two rows and a part of the third, which shows that there is more. */
      max-block-size: min(10.5em, 30vh);
      margin: 0;
      padding: 0.375em;
      list-style: none;
      overflow-y: auto;
      overscroll-behavior: contain;
      scrollbar-width: thin;
    }

    [part~='attachment'] {
      position: relative;
      display: flex;
      align-items: center;
      gap: 0.5em;
      min-inline-size: 0;
      padding: 0.375em;
      background: var(--_raised);
      border: 1px solid var(--_border);
      border-radius: calc(var(--_radius) * 0.667);
      overflow: hidden;
    }

    .picture {
      flex: none;
      display: grid;
      place-items: center;
      inline-size: 2.75em;
      block-size: 2.75em;
      color: var(--_muted);
      background: var(--_surface);
      border-radius: calc(var(--_radius) * 0.4);
      overflow: hidden;
    }

    img {
      inline-size: 100%;
      block-size: 100%;
      object-fit: cover;
    }

    .words {
      flex: 1 1 0;
      display: grid;
      min-inline-size: 0;
    }

    .name {
      overflow: hidden;
      white-space: nowrap;
      text-overflow: ellipsis;
      font-weight: 500;
      /* Cut at its own end, whichever that is, but lined up with the others. */
      text-align: left;
    }

    &:dir(rtl) .name {
      text-align: right;
    }

    .facts {
      color: var(--_muted);
      font-variant-numeric: tabular-nums;
      overflow-wrap: anywhere;
    }

    :is([data-state='refused'], [data-state='failed']) {
      border-color: var(--_danger);
    }

    :is([data-state='refused'], [data-state='failed']) .facts,
    .problem {
      color: var(--_danger);
    }

    .problem {
      margin: 0;
      padding: 0.125em 0.625em 0.375em;
    }

    button {
      inline-size: 2em;
      block-size: 2em;
      color: var(--_muted);
      background: none;
    }

    button:hover {
      color: var(--_text);
      background: var(--_surface);
    }

    .retry {
      inline-size: auto;
      padding-inline: 0.75em;
      color: var(--_text);
      border-color: var(--_control);
      border-radius: 99em;
    }

    progress {
      appearance: none;
      position: absolute;
      inset-inline: 0;
      inset-block-end: 0;
      inline-size: 100%;
      block-size: 3px;
      border: 0;
      background: var(--_border);
    }

    progress::-webkit-progress-bar {
      background: var(--_border);
    }

    progress::-webkit-progress-value {
      background: var(--_accent);
    }

    progress::-moz-progress-bar {
      background: var(--_accent);
    }

    progress:indeterminate::-webkit-progress-bar {
      background: repeating-linear-gradient(90deg, var(--_accent) 0 0.75em, var(--_border) 0.75em 1.5em);
    }

    @media (pointer: coarse) {
      button {
        inline-size: 44px;
        block-size: 44px;
      }

      .retry {
        inline-size: auto;
      }
    }

    @media (forced-colors: active) {
      progress,
      progress::-webkit-progress-bar {
        background: Canvas;
      }

      progress::-webkit-progress-value {
        background: Highlight;
        forced-color-adjust: none;
      }

      :is([data-state='refused'], [data-state='failed']) {
        border-color: CanvasText;
        border-style: dashed;
      }
    }
  }
`;
