import { css } from '../dom/css.js';

/**
 * The colours of code, each of which can be read on the ground of code blocks. Not on paper, where only what was in
 * view would have them.
 */
export const highlighterStyles = css`
  @media screen {
    :where([part~='code-lines'])::highlight(gemini-chat-keyword) {
      color: var(--gemini-chat-code-keyword, light-dark(#8a2ba8, #d2a8ff));
    }

    :where([part~='code-lines'])::highlight(gemini-chat-string) {
      color: var(--gemini-chat-code-string, light-dark(#0f6b34, #8fd6a0));
    }

    :where([part~='code-lines'])::highlight(gemini-chat-number) {
      color: var(--gemini-chat-code-number, light-dark(#a13a12, #ffb07a));
    }

    :where([part~='code-lines'])::highlight(gemini-chat-comment) {
      color: var(--gemini-chat-code-comment, light-dark(#5f6672, #9aa3b0));
    }

    :where([part~='code-lines'])::highlight(gemini-chat-name) {
      color: var(--gemini-chat-code-name, light-dark(#0b57b0, #8ab4f8));
    }

    :where([part~='code-lines'])::highlight(gemini-chat-type) {
      color: var(--gemini-chat-code-type, light-dark(#00676f, #7fd4d9));
    }

    :where([part~='code-lines'])::highlight(gemini-chat-attribute) {
      color: var(--gemini-chat-code-attribute, light-dark(#7a5200, #e2c08d));
    }

    :where([part~='code-lines'])::highlight(gemini-chat-deleted) {
      color: var(--gemini-chat-code-deleted, light-dark(#b3261e, #ff9d94));
    }
  }
`;
