import DOMPurify from 'dompurify';
import { allowedAttributes, allowedTags } from './allowed-content.js';
import { getPolicy } from './trusted-html.js';

/** Turns HTML into a fragment that belongs to an inert document: nothing in it runs or loads. */
export type Sanitizer = (html: string) => DocumentFragment;

let sanitizer: Sanitizer | undefined;
let created = false;

/** The page's one sanitizer; nothing where Trusted Types forbid it, and then only plain text may be shown. */
export function getSanitizer(): Sanitizer | undefined {
  if (!created) sanitizer = createSanitizer();
  created = true;
  return sanitizer;
}

function createSanitizer(): Sanitizer | undefined {
  const policy = getPolicy();
  if (policy === undefined) return undefined;
  // Of our own, so that a page's hooks and configuration do not reach it.
  const purify = DOMPurify(window);
  if (!purify.isSupported) return undefined;
  purify.setConfig({
    ALLOWED_TAGS: [...allowedTags],
    ALLOWED_ATTR: [...allowedAttributes],
    ALLOW_ARIA_ATTR: false,
    ALLOW_DATA_ATTR: false,
    // Only a first sieve: which links and images stay is decided on the fragment.
    ALLOWED_URI_REGEXP: /^(?:(?:https?|mailto|tel|blob):|data:image\/|[^a-z]|[a-z+.-]+(?:[^a-z+.:-]|$))/i,
    // With a pattern of our own every attribute is held against it.
    ADD_URI_SAFE_ATTR: allowedAttributes.filter((name) => name !== 'href' && name !== 'src'),
    RETURN_DOM_FRAGMENT: true,
    // A text that opens with a frameset would have no body, and so no fragment.
    FORCE_BODY: true,
    TRUSTED_TYPES_POLICY: policy,
  });
  return (html) => purify.sanitize(html, { RETURN_DOM_FRAGMENT: true });
}
