import type { Scene } from '../src/emulator.js';

/** What the invented nursery's chat can answer without Gemini, by a word of the question. */
const answers: readonly [words: RegExp, answer: string][] = [
  [
    /hallway|dark|shade|corner/i,
    `For a dark hallway I would take the **snake plant** (£18). It asks for little:

- light from a room away is enough,
- water when the soil is dry all the way down, so every three weeks or so in winter,
- no draught from the front door below 10 °C.

If you can spare it a fortnight by a window now and then, it will even grow. A fern would sulk there.`,
  ],
  [
    /fern|brown/i,
    `Brown tips on a fern are nearly always **dry air**, seldom a disease.

1. Move it away from the radiator, best into a bright bathroom.
2. Keep the soil moist, never soaked: water when the top feels barely damp.
3. Cut the brown fronds at the base. New ones come from the middle.

If the fronds turn *yellow* and soft instead, it is too wet. Then let it dry for a few days.`,
  ],
  [
    /cat|dog|pet|safe|poison/i,
    `Of what is on the bench this week:

| Plant | With a cat |
|---|---|
| Boston fern | safe |
| Snake plant | better not, it upsets the stomach |
| Heartleaf philodendron | better not, the sap burns the mouth |
| Polka dot begonia | better not, above all the roots |

So take the **Boston fern** (£14). If a pet has eaten from one of the others, ask a vet, not a chat.`,
  ],
  [
    /open|hours|when|visit|where/i,
    `We are open

- **Tuesday to Friday**, 9 to 5,
- **Saturday**, 9 to 4.

On Sunday and Monday we are closed. You find us at the end of Saltmarsh Road, past the boatyard.`,
  ],
];

/** Answers for the nursery's page, known by its instruction; other pages get the emulator's own scenes. */
export const nurseryScene: Scene = {
  name: 'nursery',
  matches: ({ request }) => String(request.system_instruction).includes('Quillfern Nursery'),
  reply: ({ prompt }) =>
    answers.find(([words]) => words.test(prompt))?.[1] ??
    `Here the offline emulator answers in Gemini's place, and it has only learnt four things by heart: plants for
a dark hallway, ferns with brown tips, plants that are safe with a cat, and when the nursery is open.`,
};
