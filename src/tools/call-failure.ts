/** Why a call did not run, told to the model. The page is not to blame; for what it did wrong, other errors stand. */
export class CallFailure extends Error {
  readonly state: 'failed' | 'refused';

  constructor(message: string, state: 'failed' | 'refused' = 'failed') {
    super(message);
    this.name = 'CallFailure';
    this.state = state;
  }
}
