const number = new Intl.NumberFormat('en');
const plural = new Intl.PluralRules('en');

/** The words around what can be done with a message. */
export const englishActions = {
  regenerate: 'Answer again',
  edit: 'Edit',
  editLabel: 'Your message, edited',
  save: 'Send again',
  cancel: 'Cancel',
  branches: 'Versions',
  previousBranch: 'Previous version',
  nextBranch: 'Next version',
  /** Which of several versions is shown. */
  branchOf: (index: number, count: number) => `${number.format(index)} of ${number.format(count)}`,
  tokens: (count: number) => `${number.format(count)} ${plural.select(count) === 'one' ? 'token' : 'tokens'}`,
  /** What a reply cost, by the names that the wire gives to its parts. */
  usage: {
    total_input_tokens: 'Question and history',
    total_output_tokens: 'Answer',
    total_thought_tokens: 'Thoughts',
    total_tool_use_tokens: 'Tools',
    total_cached_tokens: 'Of these from the cache',
    total_tokens: 'In all',
  },
  count: (value: number) => number.format(value),
};
