import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { Streamdown } from 'streamdown';

/** The component with all that arrived so far as its text, as applications use it. */
export function createContender(box) {
  const place = box.appendChild(document.createElement('div'));
  const root = createRoot(place);
  let text = '';
  return {
    place,
    scroller: box,
    write(more) {
      text += more;
      root.render(createElement(Streamdown, { isAnimating: true }, text));
    },
    end: () => root.render(createElement(Streamdown, { isAnimating: false }, text)),
  };
}
