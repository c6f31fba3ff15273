import type { MarkedOptions, Token } from 'marked';
import {
  findFootnoteStart,
  readFootnote,
  readFootnoteReference,
  type FootnoteSource,
} from './find-footnote.js';
import { defineFootnote, isFootnoteLabel } from './footnote-labels.js';

/** The definition of a footnote among marked's tokens. */
export interface FootnoteToken extends FootnoteSource {
  readonly type: 'footnote';
}

/** A place in the text that leads to a footnote. */
export interface FootnoteReferenceToken {
  readonly type: 'footnoteReference';
  readonly raw: string;
  readonly label: string;
}

export function isFootnote(token: Token | FootnoteToken): token is FootnoteToken {
  return token.type === 'footnote';
}

export function isFootnoteReference(token: Token | FootnoteReferenceToken): token is FootnoteReferenceToken {
  return token.type === 'footnoteReference';
}

/** What makes marked's lexer read references to footnotes. */
export const footnoteReferences: Pick<NonNullable<MarkedOptions['extensions']>, 'inline'> = {
  inline: [
    function readReference(source) {
      const { inLink, inRawBlock } = this.lexer.state;
      const found = inLink || inRawBlock ? undefined : readFootnoteReference(source);
      if (!found || !isFootnoteLabel(this.lexer.tokens.links, found.label)) return undefined;
      return { type: 'footnoteReference', ...found } satisfies FootnoteReferenceToken;
    },
  ],
};

/** What makes marked's lexer read definitions of footnotes; those that stand in another block are text. */
export const footnoteDefinitions: Pick<NonNullable<MarkedOptions['extensions']>, 'block' | 'startBlock'> = {
  block: [
    function readDefinition(source, tokens) {
      const found = tokens === this.lexer.tokens ? readFootnote(source) : undefined;
      if (!found) return undefined;
      defineFootnote(this.lexer.tokens.links, found.label);
      return { type: 'footnote', ...found } satisfies FootnoteToken;
    },
  ],
  startBlock: [
    (source) => {
      const index = findFootnoteStart(source);
      // The lexer takes any number for an index.
      return index < 0 ? undefined : index;
    },
  ],
};
