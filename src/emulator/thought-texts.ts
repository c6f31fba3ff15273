/** Thoughts to look at, a paragraph each. */
export const thinkingThoughts: readonly string[] = [
  '**Setting up the puzzle**\n\nThere is a boat for the farmer and one more thing. The wolf must not be left with the goat, nor the goat with the cabbage. So the goat is the one that causes all the trouble.',
  '**Trying the obvious**\n\nIf the wolf goes first, the goat eats the cabbage. If the cabbage goes first, the wolf eats the goat. That leaves the goat, and it works: wolf and cabbage do not mind each other.',
  '**Finding the trick**\n\nThe second crossing brings a problem: whichever I bring over, the goat is there. Unless the goat comes back with me. A step backwards is allowed, and it is the key.',
];

/** The answer after those thoughts. */
export const thinkingAnswer = `Here is a puzzle worth a thought. A farmer wants to cross a river with a wolf, a goat and a cabbage. The boat holds the farmer and one of them. Left alone, the wolf eats the goat, and the goat eats the cabbage.

The farmer needs **seven crossings**, and the trick is to bring the goat back once.

1. Take the **goat** over.
2. Return alone.
3. Take the **wolf** over.
4. Bring the **goat** back.
5. Take the **cabbage** over.
6. Return alone.
7. Take the **goat** over.

At no moment are wolf and goat, or goat and cabbage, alone on a bank. Taking the cabbage in step 3 and the wolf in step 5 works just as well.`;

/** A long line of thought, a paragraph each. */
export const longThoughts: readonly string[] = [
  '**Reading the question twice**\n\nThe question sounds simple: how many piano tuners work in a city of a million people? Nobody keeps a list that I know by heart, so I have to reason from what I do know, and say how sure I am of each part.',
  '**Counting households**\n\nA million people live in about 450,000 households, at a little over two to a home. I should not be too exact here. Half a million is good enough, since the other numbers will be rougher.',
  '**Counting pianos**\n\nHow many of those homes have a piano? One in ten was true a hundred years ago. Today one in thirty seems nearer. That gives about 15,000 pianos, and schools, churches and concert halls add perhaps another thousand.',
  '**How often are they tuned?**\n\nTextbooks say twice a year. Owners say when somebody complains. I take once in eighteen months for homes, and several times a year for halls. Together that is about 12,000 tunings a year.',
  '**What one tuner can do**\n\nA tuning takes two hours with the way there. Three a day, five days a week, forty-five weeks a year make some 650 tunings. No one is booked out all year, so I say 500.',
  '**Checking the result**\n\n12,000 divided by 500 is 24. Would a city of a million have two dozen tuners? In a telephone book of that size I would expect one or two columns, not a page. It fits. If I am wrong by a factor of two in either direction, the answer is still between twelve and fifty.',
  '**How to say it**\n\nI give the number first, then the four steps in a short table, and say which step is the weakest: the share of homes with a piano.',
];

/** The answer after it. */
export const longThoughtAnswer = `About **two dozen** piano tuners work in a city of a million people.

| Step | Estimate |
|---|---:|
| Homes | 450,000 |
| Pianos | 16,000 |
| Tunings a year | 12,000 |
| Tunings that one person can do | 500 |

The weakest step is the number of pianos: nobody counts them. Anything between twelve and fifty would not surprise me.`;

/** What is thought beside a sketch. */
export const sketchThought =
  '**Sketching first**\n\nBefore I describe the plant I draw it, to see where the leaves would stand and how large the pot must be.\n\n\n';

/** The answer after the sketch. */
export const sketchAnswer = `A plant with nine leaves wants a pot about **a third as wide as its crown**. Anything smaller tips over, anything larger keeps the soil wet for too long.

*The sketch is among my thoughts. The emulator drew it by code.*`;
