/** What the model still says before something goes wrong. */
export const failureTexts = {
  beforeError: `## Keeping houseplants alive

Most houseplants die of kindness: they are watered on a schedule, not when they are thirsty. Push a finger two centimetres into the soil. If it feels damp, wait. If it is dry, water until a little runs out of the bottom, then empty the saucer.

Light comes next. A bright room can still be a dark one for a plant, because`,
  beforeDrop: `## A short history of the pencil

In 1564 a storm is said to have uprooted a tree in Borrowdale, in the north of England, and laid bare a seam of something black and soft. Shepherds used it to mark their sheep. It was graphite, so pure that it could be sawn into sticks, and for a long time people took it for a kind of lead.

The pencil as we know it came later, when`,
  beforeLimit: `## Seven ways to read more

1. **Carry a book.** Five minutes in a queue are two pages.
2. **Stop reading what you do not enjoy.** Nobody is checking.
3. **Keep the phone in another room** for the last half hour of the day.
4. **Read two books at once**, one light and one heavy, so that there is always one you`,
  beforeFilter: `## How bread was baked in 1750

The oven was heated with brushwood until the bricks were white. Then the embers were raked out, the floor was wiped with a wet cloth, and the loaves went in, the large ones at the back. What happened next`,
  beforeStatus: `This answer is whole, and yet its status is none of the usual ones. A client shows what has come, and says plainly that something is different.`,
  slow: `Thank you for waiting. This answer began with a long silence, as models do when they think about a hard question, and now it arrives slowly, a few words at a time.

A good chat window shows that something is happening from the first moment, lets you stop at any time, and never jumps while you are reading.`,
  noSuchError: 'That is not an error status. Try `error 429`, `error 500` or `error 503`.',
} as const;
