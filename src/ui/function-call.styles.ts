import { css } from 'lit';

export const functionCallStyles = css`
  gemini-chat-function-call {
    display: block;
    min-inline-size: 0;

    [part~='function-call'] {
      padding: 0.5em 0.875em;
      font-size: 0.9375em;
      border: 1px solid var(--_border);
      border-radius: calc(var(--_radius) * 0.667);
    }

    [data-state='waiting'] {
      border-color: var(--_accent);
    }

    .head + :not(details, p, dl) {
      margin-block-start: 0.375em;
    }

    .head {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0 0.5em;
      min-block-size: 1.867em;
    }

    .head .icon {
      flex: none;
      inline-size: 1.125em;
      block-size: 1.125em;
      color: var(--_muted);
    }

    [data-state='failed'] .head .icon:first-child {
      color: var(--_danger);
    }

    .name {
      font-weight: 600;
    }

    .state {
      color: var(--_muted);
      font-size: 0.9333em;
    }

    .question {
      margin: 0.375em 0 0.5em;
    }

    .problem {
      margin: 0.125em 0;
    }

    .none {
      margin: 0.25em 0;
      color: var(--_muted);
      font-size: 0.9333em;
    }

    summary {
      inline-size: auto;
      border-radius: 0.375em;
      cursor: pointer;
      list-style: none;
    }

    summary::-webkit-details-marker {
      display: none;
    }

    summary .icon:last-child {
      inline-size: 1em;
      block-size: 1em;
      margin-inline-start: auto;
    }

    summary .icon:last-child:dir(rtl) {
      scale: -1 1;
    }

    details[open] > summary .icon:last-child {
      rotate: 90deg;
    }

    details[open] > :not(summary) {
      margin-block: 0.25em 0.5em;
    }

    dl {
      margin: 0;
      padding: 0.5em 0.75em;
      background: var(--_raised);
      border-radius: calc(var(--_radius) * 0.5);
    }

    dl > div {
      display: grid;
      grid-template-columns: minmax(4em, 30%) minmax(0, 1fr);
      gap: 0.75em;
    }

    dt {
      color: var(--_muted);
    }

    dd {
      margin: 0;
      color: var(--_text);
    }

    @media (pointer: coarse) {
      summary {
        min-block-size: 44px;
      }
    }

    @media (forced-colors: active) {
      dl {
        border: 1px solid CanvasText;
      }
    }
  }
`;
