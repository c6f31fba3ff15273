import DOMPurify from 'dompurify';
import { marked } from 'marked';

/** Everything is parsed, sanitized and replaced at every chunk: what most pages begin with. */
export function createContender(box) {
  const place = box.appendChild(document.createElement('div'));
  let text = '';
  return {
    place,
    scroller: box,
    write(more) {
      text += more;
      place.innerHTML = DOMPurify.sanitize(marked.parse(text));
    },
    end: () => undefined,
  };
}
