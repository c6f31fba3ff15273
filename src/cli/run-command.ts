import { CommandError } from './command-error.js';
import { emulate } from './emulate.js';
import { helpText } from './help-text.js';
import { serve } from './serve.js';

/** Does what the words after the program's name say; gives the exit code. */
export async function runCommand(words: readonly string[], readVersion: () => string): Promise<number> {
  try {
    await choose(words, readVersion);
    return 0;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    process.stderr.write(`gemini-chat-element: ${error.message}\n`);
    return error.exitCode;
  }
}

async function choose([command, ...words]: readonly string[], readVersion: () => string): Promise<void> {
  const wantsHelp =
    command === 'help' || [command, ...words].some((word) => word === '--help' || word === '-h');
  if (wantsHelp) process.stdout.write(helpText);
  else if (command === '--version' || command === '-v') process.stdout.write(`${readVersion()}\n`);
  else if (command === 'serve') await serve(words, process.env);
  else if (command === 'emulate') await emulate(words);
  else if (command === undefined) throw new CommandError(2, 'What shall it do? Try --help.');
  else throw new CommandError(2, `There is no command "${command}". Try --help.`);
}
