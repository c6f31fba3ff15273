import { readFormula } from './create-math.js';
import { showMathSource } from './show-math-source.js';

type MathRenderer = Pick<typeof import('./render-math.js'), 'renderMath'>;

/** A lost connection is not asked again for each formula, but before the reader gives up. */
const retryTime = 5000;

/** Makes what fills the places of formulas with the renderer that `load` brings when it is first needed. */
export function createMathFiller(
  load: () => Promise<MathRenderer>,
  now: () => number = () => performance.now(),
): (place: Element) => Promise<void> | undefined {
  const filled = new WeakSet<Element>();
  let renderer: MathRenderer | undefined;
  let loading: Promise<void> | undefined;
  let failedAt = -Infinity;

  const fill = (place: Element): void => {
    const formula = readFormula(place);
    if (!formula || filled.has(place)) return;
    if (renderer) {
      filled.add(place);
      renderer.renderMath(place, formula);
    } else if (!place.firstChild) showMathSource(place, formula);
  };

  return (place) => {
    if (!readFormula(place) || filled.has(place)) return undefined;
    if (renderer || (!loading && now() - failedAt < retryTime)) {
      fill(place);
      return undefined;
    }
    loading ??= load()
      .then((loaded) => {
        renderer = loaded;
      })
      .catch(() => {
        failedAt = now();
      })
      .finally(() => {
        loading = undefined;
      });
    return loading.then(() => fill(place));
  };
}

/** Fills the place of a formula: at once where the renderer is here, else when it has come. */
export const fillMath = createMathFiller(() => import('./render-math.js'));
