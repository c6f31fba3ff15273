import { mentions, readCommand } from './match-prompt.js';
import type { Scene, SceneTurn } from './scene.js';

/** Whom the site wants the model to be. */
interface Persona {
  readonly name: string;
  readonly kind: string;
}

/** How somebody of a kind begins to speak. */
const greetings: Readonly<Record<string, string>> = {
  cat: 'Meow!',
  dog: 'Woof!',
  pirate: 'Ahoy!',
  robot: 'Beep.',
  cow: 'Moo!',
};

function findPersona({ request }: SceneTurn): Persona | undefined {
  const instruction = request.system_instruction ?? '';
  const name = /\byour name is (\p{L}[\p{L}\p{M}'’-]*)/iu.exec(instruction)?.[1];
  const kind = /\byou are (?:an? )?(?:\p{L}+ )??(cat|dog|pirate|robot|cow|teacher|assistant|guide)\b/iu.exec(
    instruction,
  )?.[1];
  return name ? { name, kind: kind?.toLowerCase() ?? '' } : undefined;
}

/** Answers a greeting, and who it is, in the name that the system instruction gives it. */
export const personaScene: Scene = {
  name: 'persona',
  matches: (turn) =>
    findPersona(turn) !== undefined &&
    (/^(?:hello|hi|hey|good (?:morning|evening|day))(?: there)?\b.{0,20}$/.test(readCommand(turn.prompt)) ||
      mentions(turn.prompt, ['who are you', "what(?:'s| is|’s) your name", 'introduce yourself'])),
  reply(turn) {
    const { name = '', kind = '' } = findPersona(turn) ?? {};
    const greeting = greetings[kind] ?? 'Hello!';
    const trade = kind ? `, ${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}` : '';
    return `${greeting} I am **${name}**${trade}, since the instruction of this page says so. What can I do for you?

*Under the mask is the offline emulator of the Gemini API.*`;
  },
};
