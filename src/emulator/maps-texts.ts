import type { Passage, Remark } from './compose-passages.js';

interface Review {
  readonly title: string;
  readonly url: string;
  readonly review_id: string;
}

/** A place as Google Maps tells it. */
export interface Place {
  readonly name: string;
  readonly place_id: string;
  readonly url: string;
  readonly review_snippets: readonly Review[];
}

function invent(name: string, number: number, titles: readonly string[]): Place {
  const id = `EmulatedPlace${String(number).padStart(3, '0')}`;
  return {
    name,
    place_id: id,
    url: `https://maps.google.com/?cid=${number}`,
    review_snippets: titles.map((title, index) => ({
      title,
      url: `https://www.google.com/maps/reviews/${id}/${index + 1}`,
      review_id: `${id}-${index + 1}`,
    })),
  };
}

const harbour = invent('Café am Hafen (invented)', 4101, [
  'The best seat is the one by the window',
  'Cardamom buns worth a detour',
]);
const library = invent('The Reading Room (invented)', 4102, ['Quiet, and the coffee is strong']);
const garden = invent('Gartenküche (invented)', 4103, []);

/** The places that a search brings; none of them exists. */
export const places: readonly Place[] = [harbour, library, garden];

function citePlace(place: Place): Remark {
  return { type: 'place_citation', ...place };
}

/** The answer about them. */
export const placePassages: readonly Passage[] = [
  { text: 'Three places for a quiet coffee:\n\n1. ' },
  {
    text: '**Café am Hafen** looks out on the boats – its cardamom buns are praised',
    remarks: [citePlace(harbour)],
  },
  { text: '.\n2. ' },
  { text: '**The Reading Room** is the quietest of the three', remarks: [citePlace(library)] },
  { text: '.\n3. ' },
  { text: '**Gartenküche** has tables outside', remarks: [citePlace(garden)] },
  {
    text: '.\n\n*These places are invented, since the emulator has no map; the links lead nowhere in particular.*',
  },
];
