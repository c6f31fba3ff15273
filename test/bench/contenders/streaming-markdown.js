import { default_renderer, parser, parser_end, parser_write } from 'streaming-markdown';

/** The package's own parser with its default renderer. */
export function createContender(box) {
  const place = box.appendChild(document.createElement('div'));
  const state = parser(default_renderer(place));
  return {
    place,
    scroller: box,
    write: (text) => parser_write(state, text),
    end: () => parser_end(state),
  };
}
