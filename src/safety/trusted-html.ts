import type DOMPurify from 'dompurify';

type PurifyConfig = NonNullable<Parameters<typeof DOMPurify.setConfig>[0]>;
type Policy = NonNullable<PurifyConfig['TRUSTED_TYPES_POLICY']>;

interface PolicyFactory {
  createPolicy(
    name: string,
    rules: { createHTML: (html: string) => string; createScriptURL: (url: string) => string },
  ): Policy;
}

let policy: Policy | null | undefined;
let isTried = false;

/** The one Trusted Types policy; `null` where the browser knows none, nothing where the page forbids it. */
export function getPolicy(): Policy | null | undefined {
  if (isTried) return policy;
  isTried = true;
  try {
    policy = createPolicy();
  } catch {
    // The policy's name is taken or forbidden; trying again would only report it again.
  }
  return policy;
}

/** HTML that a sandboxed frame may show, where no script runs; nothing where the page forbids the policy. */
export function trustFrameHtml(html: string): unknown {
  const current = getPolicy();
  if (current === undefined) return undefined;
  return current ? current.createHTML(html) : html;
}

function createPolicy(): Policy | null {
  const factory: unknown = Reflect.get(window, 'trustedTypes');
  // Given nothing at all, DOMPurify would make a policy under its own name.
  if (!isPolicyFactory(factory)) return null;
  return factory.createPolicy('gemini-chat', {
    // What it makes is parsed in an inert document and cleaned there, or shown in a frame without scripts.
    createHTML: (html) => html,
    createScriptURL: () => {
      throw new TypeError('No script is ever loaded');
    },
  });
}

function isPolicyFactory(value: unknown): value is PolicyFactory {
  return typeof value === 'object' && value !== null && 'createPolicy' in value;
}
