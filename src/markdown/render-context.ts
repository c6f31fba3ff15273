import type { ImageRules } from '../images/create-image.js';
import type { LinkRules } from '../safety/decorate-link.js';
import { HostList } from '../safety/host-list.js';
import type { MarkdownLabels } from './markdown-labels.js';

export interface MarkdownOptions {
  /** Origins, with optional path prefixes, whose images load at once; all others wait for a click. */
  readonly imageHosts?: readonly string[];
  /** Origins, with optional path prefixes; relative links work only where the page's own is among them. */
  readonly linkHosts?: readonly string[];
  /** The level at which a top heading of the text appears, 1 to 6; 3 by default. */
  readonly headingLevel?: number;
  /** The words of the renderer's own controls. */
  readonly labels: MarkdownLabels;
  /** `blob:` URLs that the page made itself and that may be shown. */
  readonly ownBlobs?: ReadonlySet<string>;
}

/** What every rendering step needs to know, checked once. */
export interface RenderContext extends ImageRules, LinkRules {
  readonly headingLevel: number;
  readonly labels: MarkdownLabels;
  /** The references to footnotes that are shown, and some that no longer are. */
  readonly references: Set<Element>;
}

export function createRenderContext(options: MarkdownOptions): RenderContext {
  const { headingLevel = 3, labels, ownBlobs = new Set<string>() } = options;
  if (!Number.isInteger(headingLevel) || headingLevel < 1 || headingLevel > 6) {
    throw new RangeError(`headingLevel: ${headingLevel} is not a whole number from 1 to 6`);
  }
  return {
    imageHosts: new HostList('imageHosts', options.imageHosts),
    linkHosts: new HostList('linkHosts', options.linkHosts),
    headingLevel,
    labels,
    ownBlobs,
    wantedImages: new Set(),
    references: new Set(),
  };
}
