import { css } from 'lit';

export const messageStyles = css`
  gemini-chat-message {
    display: block;
    overflow-clip-margin: 0.5em;
    contain-intrinsic-block-size: auto 12em;

    /* What is far above is not laid out until somebody scrolls there; the browser remembers how large it was. */
    &:nth-last-child(n + 5) {
      content-visibility: auto;
    }

    article {
      display: flex;
      gap: 0.75em;
    }

    .body {
      display: flex;
      flex-direction: column;
      gap: 0.625em;
      min-inline-size: 0;
    }

    /* An answer reads like a page; a question is a remark beside it. */
    [part~='message-model'] .body {
      flex: 1 1 auto;
    }

    [part~='message-user'] {
      flex-direction: row-reverse;
    }

    [part~='message-user'] .body {
      flex: 1 1 auto;
      align-items: flex-end;
    }

    [part~='message-user'] [part~='bubble'] {
      max-inline-size: min(85%, 34em);
      padding: 0.5em 0.875em;
      color: var(--_on-user);
      background: var(--_user);
      border: 1px solid transparent;
      border-radius: var(--_radius);
      border-end-end-radius: calc(var(--_radius) * 0.333);
    }

    [part~='message-user'] [part~='content'] {
      white-space: pre-wrap;
    }

    [data-status='queued'] [part~='bubble'],
    [part~='message-user'][data-status='error'] [part~='bubble'] {
      background: none;
      border-color: var(--_border);
      color: var(--_text);
    }

    .avatar {
      flex: none;
      display: grid;
      place-items: center;
      inline-size: 1.75em;
      block-size: 1.75em;
      overflow: hidden;
      color: var(--_accent);
      border-radius: 50%;
    }

    .avatar > * {
      max-inline-size: 100%;
      max-block-size: 100%;
    }

    .remark {
      margin: 0;
      color: var(--_muted);
      font-size: 0.8125em;
    }

    .waiting {
      display: flex;
      align-items: center;
      gap: 0.3em;
      block-size: 1.75em;
    }

    .waiting i {
      inline-size: 0.45em;
      block-size: 0.45em;
      background: var(--_muted);
      border-radius: 50%;
      opacity: 0.7;
    }

    /* A quiet mark that more is coming; it is drawn, so that nothing reads it aloud. */
    [data-status='streaming'] [part~='content'] > :is(p, h1, h2, h3, h4, h5, h6):last-child::after {
      content: '';
      display: inline-block;
      inline-size: 0.5em;
      block-size: 0.5em;
      margin-inline-start: 0.3em;
      background: currentColor;
      border-radius: 50%;
      opacity: 0.7;
    }

    @container gemini-chat (max-width: 30em) {
      [part~='message-model'] .avatar:not([data-own]) {
        display: none;
      }
    }

    @media (prefers-reduced-motion: no-preference) {
      .waiting i,
      [data-status='streaming'] [part~='content'] > :last-child::after {
        animation: gemini-chat-wait 1.2s infinite ease-in-out;
      }

      .waiting i:nth-child(2) {
        animation-delay: 0.15s;
      }

      .waiting i:nth-child(3) {
        animation-delay: 0.3s;
      }
    }

    @media (forced-colors: active) {
      .waiting i {
        background: CanvasText;
      }

      [part~='message-user'] [part~='bubble'] {
        border-color: CanvasText;
      }
    }
  }

  @keyframes gemini-chat-wait {
    0%,
    60%,
    100% {
      opacity: 0.3;
    }

    30% {
      opacity: 1;
    }
  }
`;
