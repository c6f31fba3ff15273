import { codeBlockStyles } from './code-block.styles.js';
import { markdownStyles } from './markdown.styles.js';
import { tableStyles } from './table.styles.js';

/** How everything looks that needs no code of its own. */
export const markdownSheet = markdownStyles + codeBlockStyles + tableStyles;
