import { createRandom } from './create-random.js';

/** The colours of a picture, each as 0xRRGGBB. */
export interface PictureColours {
  readonly skyTop: number;
  readonly skyBottom: number;
  readonly light: number;
  /** From far to near. */
  readonly hills: readonly [far: number, middle: number, near: number];
  readonly leaf: number;
  readonly accent: number;
  readonly dark: number;
}

/** What makes one picture of a subject different from another. */
export interface PictureStyle {
  readonly colours: PictureColours;
  readonly random: () => number;
}

const palettes: readonly [PictureColours, ...PictureColours[]] = [
  {
    skyTop: 0x9fd3e6,
    skyBottom: 0xf7ead0,
    light: 0xfff6d8,
    hills: [0x8fb8a8, 0x5d9279, 0x33664f],
    leaf: 0x2f7d4f,
    accent: 0xd9694a,
    dark: 0x1d2b3a,
  },
  {
    skyTop: 0x3b4a8c,
    skyBottom: 0xf3a683,
    light: 0xffe3b0,
    hills: [0x8b6f9c, 0x5b4b7d, 0x33305a],
    leaf: 0x27415f,
    accent: 0xf26b6b,
    dark: 0x171a35,
  },
  {
    skyTop: 0xf2d7cf,
    skyBottom: 0xfbf3e4,
    light: 0xfffaf0,
    hills: [0xd8b08c, 0xb9815d, 0x7c5138],
    leaf: 0x6d8b4f,
    accent: 0x2f7f86,
    dark: 0x2d1f1a,
  },
  {
    skyTop: 0x0f6e84,
    skyBottom: 0xbfe6d8,
    light: 0xf4ffe9,
    hills: [0x4d9f95, 0x2a7a78, 0x12525a],
    leaf: 0x1f8a63,
    accent: 0xffb84d,
    dark: 0x06303a,
  },
];

/** The style that follows from a seed; another `variant` has other colours and the same composition. */
export function createStyle(seed: string, variant = 0): PictureStyle {
  const random = createRandom(seed);
  const first = Math.floor(random() * palettes.length);
  return { colours: palettes[(first + variant) % palettes.length] ?? palettes[0], random };
}
