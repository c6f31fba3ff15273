import { css } from 'lit';

export const mediaStyles = css`
  gemini-chat-media {
    display: block;
    min-inline-size: 0;
    max-inline-size: 100%;

    .media {
      display: flex;
      flex-direction: column;
      gap: 0.75em;
    }

    .media[data-role='user'] {
      flex-flow: row wrap;
      justify-content: flex-end;
      gap: 0.5em;
    }

    [part~='attachment'] {
      max-inline-size: 100%;
    }
  }

  gemini-chat-media:not(:has(> *)) {
    display: none;
  }

  :is(gemini-chat-picture, gemini-chat-player, gemini-chat-file) {
    display: block;
    min-inline-size: 0;
  }

  :is(gemini-chat-media, gemini-chat-picture, gemini-chat-player, gemini-chat-file) {
    figure {
      margin: 0;
    }

    .frame {
      min-block-size: 1em;
      overflow: hidden;
      background: var(--_raised);
      border: 1px solid var(--_border);
      border-radius: calc(var(--_radius) * 0.667);
    }

    /* As large as it is, unless that is too wide or too high; the same before it is there. */
    .frame[data-sized] {
      inline-size: min(100%, var(--_natural), 28em * var(--_ratio));
      aspect-ratio: var(--_ratio);
    }

    .frame.video {
      inline-size: min(100%, 40em, 28em * var(--_ratio, 16 / 9));
      aspect-ratio: var(--_ratio, 16 / 9);
    }

    img,
    video {
      display: block;
      inline-size: 100%;
      block-size: 100%;
      object-fit: contain;
    }

    .frame:not([data-sized]) > img {
      inline-size: auto;
      max-inline-size: 100%;
      block-size: auto;
      max-block-size: 28em;
    }

    audio {
      display: block;
      inline-size: min(100%, 24em);
      block-size: 2.75rem;
    }

    .actions {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.25em 1em;
      min-block-size: 2.25em;
      color: var(--_muted);
      font-size: 0.875em;
    }

    .facts {
      color: var(--_muted);
      font-size: 0.9375em;
      font-variant-numeric: tabular-nums;
    }

    a,
    .edit {
      min-block-size: 1.75em;
      padding: 0;
      color: var(--_accent);
      text-decoration: underline;
      text-decoration-thickness: 1px;
      text-underline-offset: 0.15em;
      background: none;
      border: 0;
    }

    a:hover,
    .edit:hover {
      text-decoration-thickness: 2px;
    }

    [part~='link-host'] {
      color: var(--_muted);
      font-size: 0.875em;
    }

    [part~='link-warning'] {
      color: var(--_danger);
    }

    [part~='image-button'] {
      max-inline-size: 100%;
      min-block-size: 2.25em;
      padding: 0.375em 0.875em;
      font-size: 0.875em;
      text-align: start;
      background: var(--_raised);
      border: 1px dashed var(--_control);
      border-radius: calc(var(--_radius) * 0.5);
    }

    .card {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.25em 0.625em;
      inline-size: fit-content;
      max-inline-size: 100%;
      min-block-size: 2.75em;
      padding: 0.375em 0.875em;
      font-size: 0.875em;
      border: 1px solid var(--_border);
      border-radius: calc(var(--_radius) * 0.667);
    }

    .icon {
      flex: none;
      inline-size: 1.25em;
      block-size: 1.25em;
      color: var(--_muted);
    }

    .problem {
      margin: 0;
      color: var(--_muted);
      font-size: 0.875em;
    }

    @media (pointer: coarse) {
      a,
      .edit,
      [part~='image-button'] {
        min-block-size: 44px;
        align-content: center;
      }
    }

    @media (forced-colors: active) {
      .frame,
      .card {
        border-color: CanvasText;
      }
    }
  }

  /* What the reader attached is a reminder, not the matter. */
  gemini-chat-picture[bare] .frame[data-sized] {
    inline-size: min(100%, var(--_natural), 18em * var(--_ratio));
  }

  [part~='attachment'] gemini-chat-picture .frame[data-sized] {
    inline-size: min(100%, max(3em, min(var(--_natural), 7em * var(--_ratio))));
    block-size: auto;
    max-block-size: 7em;
  }
`;
