import { AnnouncerElement } from './announcer-element.js';
import { ComposerElement } from './composer-element.js';
import { MessageElement } from './message-element.js';
import { NoticeElement } from './notice-element.js';
import { TranscriptElement } from './transcript-element.js';

/** Defines the elements that the chat is made of; those that are there already stay. */
export function registerParts(): void {
  for (const part of [AnnouncerElement, ComposerElement, MessageElement, NoticeElement, TranscriptElement]) {
    if (!customElements.get(part.tag)) customElements.define(part.tag, part);
  }
}
