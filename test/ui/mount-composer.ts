import { css, LitElement, html, type TemplateResult } from 'lit';
import type { AttachmentOptions } from '../../src/attachments/attachment-options.js';
import { surfaceStyles } from '../../src/element/surface.styles.js';
import { themeStyles } from '../../src/element/theme.styles.js';
import { ComposerElement, ComposerSendEvent } from '../../src/ui/composer-element.js';
import { AttachmentErrorEvent } from '../../src/ui/attachments-element.js';
import { registerParts } from '../../src/ui/register-parts.js';
import { sheets } from '../../src/ui/sheets.js';

registerParts();

/** A chat that is nothing but its message box. */
class ComposerStage extends LitElement {
  static override styles = [
    themeStyles,
    surfaceStyles,
    ...sheets,
    css`
      [part~='surface'] {
        block-size: auto;
      }
    `,
  ];

  protected override render(): TemplateResult {
    return html`<section part="surface"><gemini-chat-composer></gemini-chat-composer></section>`;
  }
}

customElements.define('composer-stage', ComposerStage);

/** A message box, what it sent, and the errors that it told. */
export interface MountedComposer {
  readonly composer: ComposerElement;
  readonly sent: ComposerSendEvent[];
  readonly errors: string[];
  readonly stage: HTMLElement;
}

/** The message box alone on a page; removed after each test. */
export async function mountComposer(
  options: Partial<AttachmentOptions> | undefined,
): Promise<MountedComposer> {
  const stage = document.createElement('composer-stage');
  document.body.append(stage);
  if (stage instanceof LitElement) await stage.updateComplete;
  const composer = stage.shadowRoot?.querySelector('gemini-chat-composer');
  if (!(composer instanceof ComposerElement)) throw new Error('There is no message box.');
  composer.attachments = options && {
    accept: '',
    maxFileBytes: undefined,
    maxFiles: 10,
    call: async () => new Response(null, { status: 404 }),
    ...options,
  };
  const sent: ComposerSendEvent[] = [];
  const errors: string[] = [];
  composer.addEventListener('composer-send', (event) => {
    if (event instanceof ComposerSendEvent) sent.push(event);
  });
  composer.addEventListener('attachment-error', (event) => {
    if (event instanceof AttachmentErrorEvent) errors.push(event.error.code);
  });
  await composer.updateComplete;
  return { composer, sent, errors, stage };
}

afterEach(() => {
  for (const stage of document.querySelectorAll('composer-stage')) stage.remove();
});

/** All elements of the message box that carry a part name. */
export function findParts(composer: Element, name: string): HTMLElement[] {
  return [...composer.querySelectorAll<HTMLElement>(`[part~="${name}"]`)];
}

/** The one element that carries a part name. */
export function findPart(composer: Element, name: string): HTMLElement {
  const [part] = findParts(composer, name);
  if (!part) throw new Error(`There is no part ${name}.`);
  return part;
}

/** What a drag or a paste carries. */
export function carry(...things: (File | [type: string, text: string])[]): DataTransfer {
  const data = new DataTransfer();
  for (const thing of things) {
    if (thing instanceof File) data.items.add(thing);
    else data.setData(...thing);
  }
  return data;
}

/** A real picture of one pixel. */
export function pictureOf(name = 'photo.png'): File {
  const base64 =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  return new File([Uint8Array.from(atob(base64), (letter) => letter.codePointAt(0) ?? 0)], name, {
    type: 'image/png',
  });
}
