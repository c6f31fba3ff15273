import { LitElement } from 'lit';

/** A part of the chat: it renders into its own light DOM, so that one shadow root holds all of them. */
export class PartElement extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}
