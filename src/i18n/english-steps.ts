const number = new Intl.NumberFormat('en');
const plural = new Intl.PluralRules('en');

const count = (amount: number, one: string, more: string): string =>
  `${number.format(amount)} ${plural.select(amount) === 'one' ? one : more}`;

/** How a kind of step is called while it is under way, when it is done, and when it failed. */
export interface StepTitles {
  readonly running: string;
  readonly done: string;
  readonly failed: string;
}

const titles = (running: string, done: string, failed: string): StepTitles => ({ running, done, failed });

/** The words of what the model did, in English. A language has them beside its other words, under these names. */
export const englishSteps = {
  thinking: 'Thinking…',
  thoughts: 'Thoughts',
  retryIn: (wait: string) => `You can try again in ${wait}.`,
  thoughtFor: (duration: string) => `Thought for ${duration}`,
  thoughtPicture: 'Picture from the thoughts of Gemini',
  workingFor: (duration: string) => `Working for ${duration}`,
  stepCount: (amount: number) => count(amount, 'step', 'steps'),
  failedCount: (amount: number) => `${number.format(amount)} failed`,
  /** Joins the name of a step and what it was about. */
  about: (title: string, subject: string) => `${title}: ${subject}`,
  notFinished: 'Not finished',
  googleSearchStep: titles('Searching the web', 'Searched the web', 'The web search failed'),
  urlContextStep: titles('Reading pages', 'Read pages', 'The pages could not be read'),
  codeExecutionStep: titles('Running code', 'Ran code', 'The code failed'),
  googleMapsStep: titles('Searching Google Maps', 'Searched Google Maps', 'The search in Google Maps failed'),
  fileSearchStep: titles('Searching files', 'Searched files', 'The search in files failed'),
  retrievalStep: titles('Looking up sources', 'Looked up sources', 'The sources could not be looked up'),
  processingStep: titles('Looking into the media', 'Looked into the media', 'The media could not be read'),
  toolStep: titles('Using a tool', 'Used a tool', 'The tool failed'),
  functionStep: titles('Using this page', 'Used this page', 'The function of this page failed'),
  computerStep: titles('Using a computer', 'Used a computer', 'The step on the computer failed'),
  outputStep: titles('Writing', 'Wrote', 'Part of the answer failed'),
  unknownStep: titles('Another step', 'Another step', 'A step failed'),
  toolOfServer: (tool: string, server: string) => `${tool} (${server})`,
  queries: 'Searched for',
  pages: 'Pages',
  places: 'Places',
  programCode: 'Code',
  programOutput: 'Output',
  programError: 'Error',
  callArguments: 'Passed',
  callResult: 'Came back',
  stepData: 'Details',
  pageStatus: {
    success: 'read',
    error: 'could not be opened',
    paywall: 'behind a paywall',
    unsafe: 'not opened: unsafe',
  },
  showAll: (amount: string) => `Show all (${amount})`,
  showLess: 'Show less',
  characters: (amount: number) => count(amount, 'character', 'characters'),
  /** Stands after the part of a very long text that is shown. */
  leftOutCharacters: (amount: number) =>
    `${count(amount, 'more character is', 'more characters are')} not shown here.`,
  leftOutItems: (amount: number) => `${number.format(amount)} more are not shown here.`,
  attempt: (amount: number) => `Attempt ${number.format(amount)}`,
  tryingIn: (wait: string) => `Trying again in ${wait}.`,
  tryingNow: 'Trying again…',
  tryNow: 'Try now',
  stopWaiting: 'Stop waiting',
  callOf: (name: string) => `Function of this page: ${name}`,
  callQuestion: (name: string) => `Gemini wants to use “${name}” on this page. Allow it?`,
  confirmCall: 'Confirm',
  refuseCall: 'Refuse',
  noArguments: 'Nothing is passed to it.',
  callState: {
    waiting: 'Waiting for you',
    running: 'Running…',
    done: 'Done',
    failed: 'Failed',
    refused: 'Refused',
    stopped: 'Stopped',
  },
};

/** The words of what the model did. */
export type StepStrings = typeof englishSteps;
