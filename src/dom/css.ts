/** Marks a text as style for whoever squeezes or highlights it; the text stays as it is. */
export const css = String.raw;
