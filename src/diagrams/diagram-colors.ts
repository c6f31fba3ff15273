type Color = readonly [red: number, green: number, blue: number, alpha: number];

/** What a diagram is painted with, each colour opaque. */
export interface DiagramColors {
  readonly bg: string;
  readonly fg: string;
  readonly line: string;
  readonly accent: string;
  readonly muted: string;
  readonly surface: string;
  readonly border: string;
  readonly chart: string;
}

/** The colours of the text around an element, as they are at this moment: theme, scheme and forced colours included. */
export function readDiagramColors(element: HTMLElement): DiagramColors {
  const isForced = matchMedia('(forced-colors: active)').matches;
  const paper = isForced ? resolveColor(element, 'Canvas') : findPaper(element);
  const read = (property: string, forced = 'CanvasText'): string =>
    write(blend(resolveColor(element, isForced ? forced : `var(${property})`), paper));
  return {
    bg: write(paper),
    fg: read('--_md-text'),
    line: read('--_md-control'),
    accent: read('--_md-text'),
    muted: read('--_md-muted'),
    surface: read('--_md-raised', 'Canvas'),
    border: read('--_md-control'),
    chart: read('--_md-accent', 'LinkText'),
  };
}

/** Black or white, whichever is read better on a colour; nothing for what is no colour, or where readers chose theirs. */
export function findTextColor(element: HTMLElement, fill: string): string | undefined {
  if (matchMedia('(forced-colors: active)').matches) return undefined;
  if (
    !/^[#a-z][\w#(), .%-]*$/i.test(fill) ||
    /var|url|transparent/i.test(fill) ||
    !CSS.supports('color', fill)
  ) {
    return undefined;
  }
  const [red, green, blue] = resolveColor(element, fill).map((part) =>
    part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  const luminance = 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
  return luminance > 0.179 ? '#000' : '#fff';
}

/** What shows behind an element: the backgrounds from the first opaque one on, else the page's own. */
function findPaper(element: HTMLElement): Color {
  const layers: Color[] = [];
  for (let node: Element | null = element; node;) {
    const layer = resolveColor(element, getComputedStyle(node).backgroundColor);
    layers.push(layer);
    if (layer[3] >= 1) break;
    const root: Node = node.getRootNode();
    node = node.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
  }
  return layers.reduceRight((below, layer) => blend(layer, below), resolveColor(element, 'Canvas'));
}

/** Lets the browser work a colour out, in one notation whatever it was given in. */
function resolveColor(element: HTMLElement, color: string): Color {
  const probe = element.ownerDocument.createElement('span');
  probe.style.display = 'none';
  // Else every colour of a text is the one that the reader chose, grounds included.
  probe.style.setProperty('forced-color-adjust', 'none');
  probe.style.color = `color-mix(in srgb, ${color} 100%, transparent)`;
  element.append(probe);
  const parts =
    getComputedStyle(probe)
      .color.match(/-?[\d.]+(?:e-?\d+)?/g)
      ?.map(Number) ?? [];
  probe.remove();
  const [red = 0, green = 0, blue = 0, alpha = 1] = parts;
  return [red, green, blue, alpha];
}

function blend([red, green, blue, alpha]: Color, below: Color): Color {
  const mix = (above: number, under: number): number => above * alpha + under * (1 - alpha);
  return [mix(red, below[0]), mix(green, below[1]), mix(blue, below[2]), 1];
}

function write([red, green, blue]: Color): string {
  const parts = [red, green, blue].map((part) => Math.round(Math.min(1, Math.max(0, part)) * 255));
  return `rgb(${parts.join(' ')})`;
}
