type Row = readonly [request: string, result: string];

const groups: readonly (readonly [title: string, rows: readonly Row[]])[] = [
  [
    'Words',
    [
      ['markdown', 'every kind of formatting'],
      ['long', 'an article of ten sections'],
      ['in hops', 'the same in three hops, each of which has to be asked for'],
      ['code', 'a program in four languages'],
      ['table', 'a wide table'],
      ['emoji', 'many scripts and symbols'],
      ['arabic', 'right to left; `hebrew` works too'],
      ['echo hello', 'your own words back'],
      ['joke', 'one of one; `haiku`, `tell me a story` and `how does AI work` are others'],
    ],
  ],
  [
    'Thoughts',
    [
      ['thinking', 'thoughts, then an answer'],
      ['long thoughts', 'seven paragraphs of them'],
      ['only thoughts', 'thoughts, and no answer'],
      ['thoughts with a picture', 'a sketch among the thoughts'],
    ],
  ],
  [
    'Pictures, sound, film, files',
    [
      ['draw a city at night', 'a picture; `draw a plant`, `a banana dish`, `hills` are others'],
      ['make it blue', 'the last picture again, in other colours; `add a frame` works too'],
      ['draw three pictures of a plant', 'several pictures in one answer'],
      ['big image', 'more than five megabytes in one event'],
      ['play a tune', 'a melody in pieces; `play a tune as wav` is a file'],
      ['make a video', 'four seconds of a balloon'],
      ['make a pdf', 'a page to keep; `make a csv` is a table'],
      ['podcast', 'a dialogue with notes of who speaks how'],
      ['sample transcript', 'words with their times'],
    ],
  ],
  [
    'Tools that Gemini brings',
    [
      ['search', 'an answer with sources and search suggestions'],
      ['many searches', 'eight search suggestions'],
      ['late search', 'the searches are told after the answer'],
      [
        'read https://example.com/ and https://example.com/paywall',
        'pages; also `missing` and `unsafe` ones',
      ],
      ['run some code', 'a program that is written, run and explained'],
      ['failing code', 'a program that stops with an error, and is mended'],
      ['plot', 'a program that draws a chart'],
      ['maps', 'places with what visitors wrote'],
      ['search my files', 'passages from a handbook, with their pages'],
      ['mcp', 'a tool on a server of the site'],
      ['retrieval', 'a store of the site; `processing` is work on a film'],
      ['deep research', 'a report with its searches, thoughts and sources'],
    ],
  ],
  [
    'Functions of the page',
    [
      ['unknown function', 'a call of a function that is not there'],
      ['wrong arguments', 'a call that its schema does not allow'],
      ['call forever', 'one call after the other'],
      ['call all functions', 'all of them at once'],
      ['answered call', 'a call that comes with its result'],
    ],
  ],
  [
    'What may go wrong',
    [
      ['slow', 'a long silence, then a slow answer'],
      ['error 429', 'a refusal with a time to wait; any status from 400 to 599 works'],
      ['quota exceeded', 'a refusal for the rest of the day'],
      ['error mid-stream', 'an answer that fails half-way'],
      ['drop', 'a connection that breaks off'],
      ['truncated', 'an answer that hits its limit'],
      ['blocked', 'a refusal for safety; `safety after text` comes half-way'],
      ['prohibited content', 'a refusal that no setting lifts'],
      ['recitation', 'an answer that is stopped for its words'],
      ['malformed call', 'a function call that cannot be read'],
      ['empty', 'an answer without a word; `nothing` has not even a step'],
      ['status failed', 'a whole answer with a status of its own; `unknown status` is another'],
      ['output error', 'an output with an error in it'],
      ['repeated question', 'an answer that begins with what you said'],
      ['unknown step', 'a step of no known kind; also `unknown content`, `unknown annotation`'],
      ['broken json', 'data that is none; `truncated json` ends early'],
    ],
  ],
];

function writeGroup([title, rows]: (typeof groups)[number]): string {
  const lines = rows.map(([request, result]) => `| \`${request}\` | ${result} |`);
  return `## ${title}\n\n| Write | and you get |\n|:--|:--|\n${lines.join('\n')}`;
}

/** Everything that the emulator can be asked for by a word. */
export const sceneListText = `# Everything I can play

${groups.map(writeGroup).join('\n\n')}

Besides, I look at what the request declares: functions, tools, a response format, an agent, a system instruction; and at what you attach.`;

/** Every request in that list. */
export const listedRequests: readonly string[] = groups.flatMap(([, rows]) =>
  rows.map(([request]) => request),
);
