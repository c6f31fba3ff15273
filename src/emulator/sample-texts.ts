/** How AI works, in a few words. */
export const shortAiText =
  'AI learns patterns from many examples, then uses them to predict what fits best.\n\n*(A prepared answer: this is the emulator.)*';

/** The same in more words. */
export const howAiWorksText = `## How AI works

Most of what is called AI today is **machine learning**: nobody writes the rules, a program finds them in examples.

1. **Collecting examples.** Pictures with names, sentences and how they go on, games and who won them.
2. **Training.** A network of millions of numbers makes a guess. Where it is wrong, each number is moved a little in the direction that would have made it less wrong. That is repeated billions of times.
3. **Using it.** The numbers stay as they are. Something new is put in, and what comes out is the best guess that they add up to.

### And a language model?

It guesses the next piece of a word, again and again. To do that well it has to pick up grammar, facts, and something that works like reasoning. It does not look anything up unless it is given a tool for that, and it can be wrong in perfectly good sentences.

| Term | What it means |
|:--|:--|
| Parameter | one of the numbers that training moves |
| Token | a piece of text, about four letters |
| Context | what the model sees while it answers |

*(A prepared answer: behind this chat is the emulator, and no model at all.)*`;

/** A short story. */
export const backpackText = `## The backpack

The backpack had belonged to her grandmother, and it weighed the same whatever was in it. Mira found that out on the first day of school, when she took out an atlas, a bottle of milk and a bicycle pump, and it was as light as before.

“It carries what you need,” her grandmother had said. “Not what you want.”

On the way home it rained. Mira reached in for an umbrella, and pulled out a second one. She looked at it for a while. Then she saw the boy at the bus stop, who was new, and wet, and pretending not to mind.

The backpack was a little heavier after that, in a way that one does not feel on the shoulders.

*(A prepared story: the emulator knows just this one.)*`;
