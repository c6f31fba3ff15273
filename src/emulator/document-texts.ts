/** What the page says. */
export const letterText = `How to look after a fern

1. Give it light from a window to the north, or from a room away.
2. Water it when the top of the soil feels barely damp, and empty the saucer after.
3. Brown tips come from dry air. A bright bathroom is the best cure.
4. Move it into a larger pot every second spring.

This page was made by the offline emulator of the Gemini API. Its text is prepared, the
file is real: a page of A4 in one of the fonts that every reader of PDF has.`;

/** What the table holds. */
export const csvText = `plant,light,water every,safe with a cat
Boston fern,shade,3 days,yes
Snake plant,any,3 weeks,no
Spider plant,half shade,1 week,yes
Peace lily,shade,5 days,no
`;
