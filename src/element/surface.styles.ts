import { css } from 'lit';

export const surfaceStyles = css`
  [part~='surface'] {
    display: flex;
    flex-direction: column;
    inline-size: 100%;
    block-size: 100%;
    min-block-size: 0;
    overflow: hidden;
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 1.25);
    box-shadow: var(--_shadow);
    container: gemini-chat / inline-size;
  }

  [part~='header'] {
    flex: none;
    padding-block: 0.75em;
    padding-inline: max(var(--_space), 1em);
    border-block-end: 1px solid var(--_border);
  }

  .heading {
    font-size: 1em;
    font-weight: 600;
    line-height: 1.4;
  }

  gemini-chat-transcript {
    flex: 1 1 auto;
    min-block-size: 0;
  }

  .connection {
    align-self: center;
    margin-inline: max(var(--_space), 0.75em);
    margin-block-end: 0.5em;
  }

  .foot {
    flex: none;
    inline-size: 100%;
    max-inline-size: calc(var(--_measure) + 2 * var(--_space));
    margin-inline: auto;
    padding-inline: max(var(--_space), 0.75em);
    padding-block-end: max(0.75em, env(safe-area-inset-bottom));
  }

  .foot slot {
    display: block;
    color: var(--_muted);
    font-size: 0.75em;
    line-height: 1.5;
    text-align: center;
  }

  .foot slot::slotted(*) {
    margin-block: 0.5em 0;
  }

  @media (forced-colors: active) {
    [part~='surface'] {
      border-color: CanvasText;
    }
  }

  @media print {
    :host {
      block-size: auto;
    }

    [part~='surface'] {
      overflow: visible;
      border: 0;
      box-shadow: none;
    }

    .foot {
      display: none;
    }
  }
`;
