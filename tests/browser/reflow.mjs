// Looks at every page of a built site as those do who need large text: 320 px wide (a window of 1280 px at 400 %), letters twice as large, and the text
// spacing of WCAG 1.4.12. Nothing may be cut off, lie over something else or make the page scroll sideways; what scrolls by itself is a named region.
import { eachPage, inPage, unfold } from './chromium.mjs';
import { COLOURS } from './colour.mjs';
import { commandLine } from './site.mjs';

const DEFAULT_SIZE = 16;
const SPACING = `* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }`;
const LOOKS = [
  { name: '320 px', viewport: { width: 320, height: 256 } },
  { name: '320 px, text spacing', viewport: { width: 320, height: 256 }, sheet: SPACING },
  { name: '1280 px, text spacing', viewport: { width: 1280, height: 800 }, sheet: SPACING },
  { name: '1280 px, text at 200 %', viewport: { width: 1280, height: 800 }, size: 2 * DEFAULT_SIZE },
];

await eachPage('reflow', commandLine('reflow'), async ({ tab, cdp, step, go }) => {
  const letters = (standard) => cdp.send('Page.setFontSizes', { fontSizes: { standard, fixed: Math.round(standard * 0.8125) } });
  await letters(DEFAULT_SIZE);
  await tab.setViewportSize(LOOKS.at(-1).viewport);
  await go();
  await unfold(tab);
  await inPage(tab, keepSizes, null, COLOURS);
  const faults = [];
  for (const { name, viewport, sheet = '', size = DEFAULT_SIZE } of LOOKS) {
    await tab.setViewportSize(viewport);
    await letters(size);
    await tab.evaluate((text) => {
      const own = new CSSStyleSheet();
      own.replaceSync(text);
      document.adoptedStyleSheets = [own];
    }, sheet);
    const found = await step(name, () => inPage(tab, fit, null, COLOURS));
    faults.push(...found.map((what) => `${name}: ${what}`));
    if (size > DEFAULT_SIZE) faults.push(...(await inPage(tab, grown, null, COLOURS)).map((what) => `${name}: ${what}`));
  }
  return faults;
});

/// Runs in the page: keeps the size of each text as it is by default.
function keepSizes() {
  globalThis.sizes = new Map([...document.body.querySelectorAll('*')].map((element) => [element, parseFloat(getComputedStyle(element).fontSize)]));
}

/// Runs in the page: a reader's larger letters make each text larger. A heading that also depends on the window grows less, yet by half at least;
/// browser zoom brings it to twice its size.
function grown() {
  const still = textsOf(document.body).map((node) => node.parentElement).filter((element) => parseFloat(getComputedStyle(element).fontSize) < 1.5 * globalThis.sizes.get(element));
  return [...new Set(still)].slice(0, 5).map((element) => `does not grow with the reader's letters: ${named(element)}`);
}

/// Runs in the page.
function fit() {
  const faults = [];
  const root = document.scrollingElement;
  const width = document.documentElement.clientWidth;
  const scrolls = (style) => ['auto', 'scroll'].includes(style.overflowX) || ['auto', 'scroll'].includes(style.overflowY);
  const styles = new Map([...document.body.querySelectorAll('*')].map((element) => [element, getComputedStyle(element)]));
  const holder = (element) => (!element || element === document.body ? undefined : styles.get(element)?.overflowX !== 'visible' ? element : holder(element.parentElement));
  if (root.scrollWidth > width) {
    const wide = [...styles.keys()].filter((element) => element.getBoundingClientRect().right > width + 0.5 && !holder(element.parentElement) && seen(element));
    faults.push(`the page is ${root.scrollWidth} px wide in a window of ${width} px: ${wide.slice(0, 3).map(named).join(', ')}`);
  }
  for (const [element, style] of styles) {
    if (style.overflowX === 'visible' && style.overflowY === 'visible' && style.textOverflow !== 'ellipsis') continue;
    if (element.closest('svg') || !seen(element) || !reading(element) || element.clientWidth === 0) continue;
    const tooWide = element.scrollWidth > element.clientWidth + 1;
    const tooHigh = element.scrollHeight > element.clientHeight + 1;
    if (scrolls(style)) {
      const name = element.getAttribute('aria-label') || [...(element.getAttribute('aria-labelledby') ?? '').split(' ')].map((id) => document.getElementById(id)?.textContent ?? '').join('').trim();
      if (tooWide && (element.tabIndex < 0 || element.getAttribute('role') !== 'region' || !name)) faults.push(`scrolls, but is no named region that takes the focus: ${named(element)}`);
    } else if ((tooWide && style.overflowX !== 'visible') || (tooHigh && style.overflowY !== 'visible')) faults.push(`is cut off: ${named(element)}`);
  }
  // Where words stand: a box for each line of each text, less the air above and below its letters.
  const boxes = [];
  for (const node of textsOf(document.body)) {
    const range = document.createRange();
    range.selectNodeContents(node);
    const inside = holder(node.parentElement);
    for (const { left, right, top, bottom } of range.getClientRects()) {
      const air = (bottom - top) * 0.28;
      if (right - left < 1) continue;
      boxes.push({ node, left, right, top: top + air, bottom: bottom - air });
      if (!inside && (left < -0.5 || right > width + 0.5)) faults.push(`words are outside the window: ${named(node.parentElement)}`);
    }
  }
  boxes.sort((one, other) => one.top - other.top);
  const told = new Set();
  boxes.forEach((box, at) => {
    for (let next = at + 1; next < boxes.length && boxes[next].top < box.bottom - 2; next += 1) {
      const other = boxes[next];
      const across = Math.min(box.right, other.right) - Math.max(box.left, other.left);
      if (other.node === box.node || across < 3) continue;
      const [one, two] = [box.node.parentElement, other.node.parentElement];
      // Words that have scrolled out of a region lie under its edge, not over what is beside it.
      if (holder(one) !== holder(two)) continue;
      told.add(`words lie over one another: ${named(one)} and ${named(two)}`);
    }
  });
  return [...new Set(faults), ...[...told].slice(0, 3)];
}
