// Walks every page of a built site with the Tab key, as one who uses no mouse: does the skip link come first and move into <main>? is everything reached,
// once, in the order in which it is read, and nothing a trap? is the focus seen, in every mode? is everything that can be pressed large enough?
import { eachPage, inPage, unfold } from './chromium.mjs';
import { COLOURS } from './colour.mjs';
import { commandLine } from './site.mjs';

const PLAIN = { media: 'screen', colorScheme: 'light', contrast: null, forcedColors: null };
const MODES = [
  ['light', {}], ['dark', { colorScheme: 'dark' }], ['more contrast', { contrast: 'more' }],
  ['forced colours, light', { forcedColors: 'active' }], ['forced colours, dark', { forcedColors: 'active', colorScheme: 'dark' }],
];
const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 390, height: 700 };
// WCAG 2.5.8 asks for 24 px. Menus and other ways about the site keep the 44 px of 2.5.5.
const SIZES = { least: 24, navigation: 44 };
/// The elements that the Tab key stops at, in the order of the document.
const STOPS = `
  const stops = () => [...document.querySelectorAll('a[href], area[href], button, input, select, textarea, summary, iframe, [tabindex], [contenteditable=true], audio[controls], video[controls]')]
    .filter((element) => element.tabIndex >= 0 && !element.disabled && element.type !== 'hidden' && element.checkVisibility({ visibilityProperty: true })
      && !(element.localName === 'summary' && element !== element.parentElement.querySelector(':scope > summary')));`;

await eachPage('keyboard', commandLine('keyboard'), async ({ tab, cdp, step, go }) => {
  await tab.setViewportSize(WIDE);
  await go();
  await tab.emulateMedia(PLAIN); // Not before: what is emulated does not outlast every change of page.
  const faults = await step('skip link', () => skip(tab));
  await go(); // A fresh page, whose focus stands at its beginning.
  faults.push(...(await step('walk', () => walk(tab, cdp))));
  await unfold(tab); // Walked as it comes; what lies in the folds is measured.
  faults.push(...(await step('order', () => inPage(tab, order, { width: WIDE.width }, STOPS))));
  faults.push(...(await step('size', () => inPage(tab, size, SIZES, COLOURS, STOPS))));
  const seenIn = new Map();
  for (const [mode, media] of MODES) {
    await tab.emulateMedia({ ...PLAIN, ...media });
    for (const what of await step('focus seen', () => inPage(tab, indicated, null, COLOURS, STOPS))) seenIn.set(what, [...(seenIn.get(what) ?? []), mode]);
  }
  faults.push(...[...seenIn].map(([what, modes]) => `${modes.length === MODES.length ? 'all modes' : modes.join(' + ')}: ${what}`));
  await tab.emulateMedia(PLAIN);
  await tab.setViewportSize(NARROW);
  const narrow = await step('size', () => inPage(tab, size, SIZES, COLOURS, STOPS));
  faults.push(...narrow.map((what) => `${NARROW.width} px wide: ${what}`));
  faults.push(...(await step('order', () => inPage(tab, order, { width: NARROW.width }, STOPS))));
  return [...new Set(faults)];
});

/// The first stop leads past what is the same on every page, is seen while it has the focus, and really moves the focus.
async function skip(tab) {
  await tab.keyboard.press('Tab');
  const first = await inPage(tab, () => {
    const element = document.activeElement;
    const main = document.querySelector('main');
    if (!element.matches('a[href^="#"]') || !main || document.querySelector(element.getAttribute('href')) !== main) return `the first stop is no link to <main>: ${named(element)}`;
    const box = element.getBoundingClientRect();
    const shown = box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight && box.width > 1 && box.height > 1;
    return shown && element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) ? '' : 'the skip link is not seen while it has the focus';
  });
  if (first) return [first];
  await tab.keyboard.press('Enter');
  const moved = await tab.evaluate(() => document.activeElement === document.querySelector('main'));
  if (!moved) return ['the skip link does not move the focus into <main>'];
  await tab.keyboard.press('Tab');
  return inPage(tab, () => {
    const main = document.querySelector('main');
    const within = stops().some((element) => main.contains(element));
    return within && !main.contains(document.activeElement) ? [`after the skip link the next stop is not in <main>: ${named(document.activeElement)}`] : [];
  }, null, STOPS);
}

/// Presses Tab until the page ends, and writes down each stop the moment it is reached.
async function walk(tab, cdp) {
  const { expected } = await inPage(tab, begin, null, COLOURS, STOPS);
  const key = { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 };
  const presses = Array.from({ length: expected + 1 }).flatMap(() => ['rawKeyDown', 'keyUp'].map((type) => cdp.send('Input.dispatchKeyEvent', { type, ...key })));
  await Promise.all(presses);
  return inPage(tab, () => globalThis.walked.end());
}

/// Runs in the page: listens for the focus.
function begin() {
  const expected = stops();
  const reached = [];
  const faults = [];
  document.addEventListener('focusin', ({ target }) => {
    if (reached.includes(target) && reached.length >= expected.length) return; // The page begins again.
    reached.push(target);
    const box = target.getBoundingClientRect();
    if (box.width < 1 || box.height < 1 || !seen(target)) return void faults.push(`the focus is where nothing is seen: ${named(target)}`);
    const rows = [...target.getClientRects()];
    const inside = rows.some(({ left, right, top, bottom }) => right > 0 && left < innerWidth && bottom > 0 && top < innerHeight);
    if (!inside) return void faults.push(`the focus is outside the window: ${named(target)}`);
    const free = rows.some(({ left, right, top, bottom }) => {
      const over = document.elementFromPoint(Math.min(Math.max((left + right) / 2, 0), innerWidth - 1), Math.min(Math.max((top + bottom) / 2, 0), innerHeight - 1));
      return over && (target.contains(over) || over.contains(target));
    });
    if (!free) faults.push(`the focus is covered by something else: ${named(target)}`);
  });
  globalThis.walked = {
    end() {
      if (expected.some((element) => element.tabIndex > 0)) faults.push('a positive tabindex puts the stops in an order of its own');
      const first = expected.findIndex((element, index) => reached[index] !== element);
      if (first >= 0) {
        const instead = reached[first] ? named(reached[first]) : 'nothing';
        faults.push(`stop ${first + 1} of ${expected.length} should be ${named(expected[first])} and is ${instead}${reached.length < expected.length ? `: only ${reached.length} are reached` : ''}`);
      }
      return faults;
    },
  };
  return { expected: expected.length };
}

/// Runs in the page: from each stop to the next one goes down, or onwards in the line, or to the next column.
function order({ width }) {
  const faults = [];
  const places = stops().map((element) => {
    const [box] = element.getClientRects();
    return box && { element, top: box.top + scrollY, bottom: box.bottom + scrollY, left: box.left, right: box.right };
  }).filter((place) => place && place.right + scrollX > 0 && place.bottom > 0);
  for (let at = 1; at < places.length; at += 1) {
    const [from, to] = [places[at - 1], places[at]];
    if (from.element.contains(to.element)) continue; // A region that scrolls, then what is in it.
    const rtl = getComputedStyle(to.element.parentElement).direction === 'rtl';
    const onwards = rtl ? to.right <= from.right - 8 : to.left >= from.left + 8;
    const sameLine = to.top < from.bottom - 4 && from.top < to.bottom - 4;
    if ((sameLine || to.bottom <= from.top + 4) && !onwards) {
      faults.push(`${width} px wide: ${named(to.element)} comes after ${named(from.element)} but stands before it`);
    }
  }
  return faults;
}

/// Runs in the page: each stop shows that it has the focus, by a line of 2 px with a contrast of 3:1 to what lies around it.
function indicated() {
  const faults = [];
  for (const element of stops()) {
    element.focus({ focusVisible: true, preventScroll: true });
    const { outlineStyle, outlineWidth, outlineColor, outlineOffset } = getComputedStyle(element);
    const width = outlineStyle === 'none' ? 0 : parseFloat(outlineWidth);
    if (document.activeElement !== element) faults.push(`cannot take the focus: ${named(element)}`);
    else if (width < 2) faults.push(`the focus shows no line of 2 px: ${named(element)}`);
    else {
      const behind = parseFloat(outlineOffset) < 0 ? ground(element) : ground(element.parentElement);
      const contrast = behind && ratio(over(rgba(outlineColor), behind), behind);
      if (!(contrast >= 2.995)) faults.push(`the line around the focus has a contrast of ${contrast?.toFixed(2)}, not 3: ${named(element)}`);
    }
    element.blur();
  }
  return faults;
}

/// Runs in the page: what can be pressed and is smaller than WCAG 2.5.8 asks, with its exceptions: a link among the words of a sentence, and one so far
/// from others that a circle of 24 px around its middle touches none.
function size({ least, navigation }) {
  const targets = stops().filter((element) => element.getAttribute('role') !== 'region').map((element) => {
    const label = element.matches('input') && element.labels?.[0];
    const box = element.getBoundingClientRect();
    const full = label ? label.getBoundingClientRect() : box;
    return { element, width: Math.max(box.width, full.width), height: Math.max(box.height, full.height) };
  }).filter(({ element }) => reading(element));
  const faults = [];
  const middle = ({ left, right, top, bottom }) => [(left + right) / 2, (top + bottom) / 2];
  const apart = ([x, y], [p, q]) => Math.hypot(x - p, y - q);
  const gap = ([x, y], { left, right, top, bottom }) => Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
  /// Words that go on in the next line are one target with a part in each.
  const tooNear = (one, other) => [...one.element.getClientRects()].every((part) => [...other.element.getClientRects()]
    .some((rest) => gap(middle(part), rest) < least / 2 || (rest.height < least && apart(middle(part), middle(rest)) < least)));
  for (const target of targets) {
    const { element, width, height } = target;
    const measures = `${Math.round(width)} × ${Math.round(height)} px`;
    if (element.closest('nav, [role=navigation]')) {
      if (height < navigation - 0.5 || width < navigation - 0.5) faults.push(`in navigation, and smaller than ${navigation} px: ${named(element)}, ${measures}`);
      continue;
    }
    if (width >= least - 0.5 && height >= least - 0.5) continue;
    if (amongWords(element)) continue;
    const near = targets.find((other) => other !== target && !other.element.contains(element) && !element.contains(other.element) && tooNear(target, other));
    if (near) faults.push(`smaller than ${least} px, with another too near: ${named(element)}, ${measures}, by ${named(near.element)}`);
  }
  return faults;

  /// Whether the height of the line that other words stand in is what bounds the element.
  function amongWords(element) {
    if (getComputedStyle(element).display !== 'inline') return false;
    const block = element.parentElement.closest('p, li, dd, dt, td, th, caption, figcaption, h1, h2, h3, h4, h5, h6, div, blockquote');
    const others = [...block.querySelectorAll('a[href], button, summary')].map((one) => one.textContent).join('');
    const letters = (words) => words.replace(/[^\p{L}\p{N}]/gu, '').length;
    return letters(block.innerText ?? '') > letters(others);
  }
}
