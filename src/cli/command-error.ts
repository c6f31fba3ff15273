/** Why a command cannot do what it was told to, in one line for whoever typed it. */
export class CommandError extends Error {
  /** 2 where the command was written wrongly, 1 where something else is in the way. */
  readonly exitCode: 1 | 2;

  constructor(exitCode: 1 | 2, message: string) {
    super(message);
    this.name = 'CommandError';
    this.exitCode = exitCode;
  }
}
