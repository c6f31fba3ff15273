import { adoptSheet } from '../dom/adopt-sheet.js';
import { ColoredCode } from './colored-code.js';
import type { ColoredChunk } from './colored-chunk.js';
import { highlighterStyles } from './highlighter.styles.js';
import { findLanguage } from './language-names.js';
import { loadLanguage } from './load-language.js';

/** Work that is done before the page has its turn, and the turn that it has at least. */
const sliceTime = 4;
const restTime = 8;
/** How far from what is in view code has colours already. */
const margin = '160px';

interface Watch {
  readonly language: string;
  isGrowing: boolean;
  /** From when the language is there. */
  colors?: ColoredCode;
}

const watches = new WeakMap<Element, Watch>();
const chunks = new WeakMap<Element, readonly [ColoredChunk, ColoredCode]>();
/** For each group of blocks the code in it. Of groups out of sight only the whole is observed, which costs as much as one chunk. */
const groups = new WeakMap<Element, Set<ColoredCode>>();
const waiting = new Set<ColoredCode>();
let frame = 0;
let restEnd = 0;

/** What is called for by `watchCode`. */
export function colorCode(code: HTMLElement, language: string, isGrowing: boolean): void {
  const name = findLanguage(language);
  const watch = watches.get(code);
  if (watch && watch.language === name) {
    if (watch.isGrowing !== isGrowing && watch.colors) update(watch.colors, isGrowing);
    watch.isGrowing = isGrowing;
    return;
  }
  watch?.colors?.stop();
  watches.delete(code);
  if (name) void start(code, { language: name, isGrowing });
}

async function start(code: HTMLElement, watch: Watch): Promise<void> {
  watches.set(code, watch);
  const language = await loadLanguage(watch.language);
  // Where it could not be loaded, it is tried again for the next code, not in each frame for this one.
  if (!language || watches.get(code) !== watch) return;
  watch.colors = new ColoredCode(code, language, watch.isGrowing);
  changes.observe(code, { subtree: true, childList: true, characterData: true });
  observeGroup(watch.colors);
  update(watch.colors, watch.isGrowing);
}

function update(colors: ColoredCode, isGrowing: boolean): void {
  for (const chunk of colors.update(isGrowing)) {
    chunks.set(chunk.element, [chunk, colors]);
    // It may be under observation for another language, and is to be reported again.
    views.unobserve(chunk.element);
    views.observe(chunk.element);
  }
  waiting.add(colors);
  work();
}

function observeGroup(colors: ColoredCode): void {
  const group = colors.code.closest('[part=blocks]');
  if (!group) return;
  const codes = groups.get(group) ?? new Set();
  groups.set(group, codes.add(colors));
  views.observe(group);
}

function showGroup(codes: Set<ColoredCode>, isNear: boolean): void {
  for (const colors of codes) {
    if (!colors.code.isConnected) codes.delete(colors);
    for (const chunk of colors.chunks) {
      if (isNear) {
        views.observe(chunk.element);
        continue;
      }
      views.unobserve(chunk.element);
      chunk.isNear = false;
    }
  }
}

const changes = new MutationObserver((records) => {
  const changed = new Set<Watch>();
  for (const { target } of records) {
    const element = target instanceof Element ? target : target.parentElement;
    const watch = watches.get(element?.closest('code') ?? document.body);
    const chunk = element && chunks.get(element);
    if (chunk) chunk[1].change(chunk[0]);
    if (watch) changed.add(watch);
  }
  for (const { colors, isGrowing } of changed) if (colors) update(colors, isGrowing);
});

const views = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      const codes = groups.get(target);
      if (codes) showGroup(codes, isIntersecting);
      const [chunk, colors] = chunks.get(target) ?? [];
      if (!chunk || !colors || chunk.element !== target) continue;
      if (isIntersecting) adoptSheet(target, highlighterStyles);
      chunk.isNear = isIntersecting;
      if (isIntersecting) waiting.add(colors);
    }
    work();
  },
  // The first for the page, the second for what scrolls in it.
  { rootMargin: margin, scrollMargin: margin },
);

/** At once, so that a line has its colours when it is first seen; but once in a while only. */
function work(): void {
  if (document.hidden || frame !== 0 || performance.now() < restEnd) schedule();
  else step();
}

function step(): void {
  const deadline = performance.now() + sliceTime;
  for (const colors of waiting) {
    if (!colors.read(deadline)) break;
    waiting.delete(colors);
  }
  restEnd = performance.now() + restTime;
  schedule();
}

/** A hidden page has no frames, and needs no colours. */
function schedule(): void {
  if (frame !== 0 || waiting.size === 0) return;
  frame = requestAnimationFrame(() => {
    frame = 0;
    step();
  });
}
