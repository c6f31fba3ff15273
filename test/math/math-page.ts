import { createMath } from '../../src/math/create-math.js';
import { fillMath } from '../../src/math/load-math.js';

/** Runs in a page of its own, under a strict policy, which may not load the test tools. */
window.addEventListener('message', ({ data }) => {
  const stage = document.querySelector<HTMLElement>('#stage');
  if (!stage) return;
  const places = String(data)
    .split('\n')
    .map((tex, index) => createMath(document, tex, index % 2 === 0));
  stage.append(...places);
  const fill = async (place: Element): Promise<void> => {
    await fillMath(place);
  };
  void Promise.all(places.map(fill)).then(() => window.dispatchEvent(new Event('shown')));
});
