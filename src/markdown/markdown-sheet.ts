import { codeBlockStyles } from '../code/code-block.styles.js';
import { tableStyles } from '../tables/table.styles.js';
import { markdownStyles } from './markdown.styles.js';

/** How everything looks that needs no code of its own. */
export const markdownSheet = markdownStyles + codeBlockStyles + tableStyles;
