// Reads every page of a built site with scripts off, and then without its style: is all there, does every control work, and does the page read in the
// order in which it is laid out?
import { eachPage, inPage } from './chromium.mjs';
import { COLOURS } from './colour.mjs';
import { commandLine } from './site.mjs';

const PHONE = { width: 390, height: 700 };
const WIDE = { width: 1280, height: 800 };

await eachPage('plain', commandLine('plain'), async ({ tab, step, go }) => {
  await tab.setViewportSize(PHONE);
  await go();
  const faults = await step('without script', () => inPage(tab, withoutScript, null, COLOURS));
  faults.push(...(await step('order', () => inPage(tab, order, null, COLOURS))));
  await tab.setViewportSize(WIDE);
  faults.push(...(await step('without style', () => inPage(tab, withoutStyle, null, COLOURS))));
  return faults;
}, { options: { javaScriptEnabled: false } });

/// Runs in the page.
function withoutScript() {
  const faults = [];
  const main = document.querySelector('main');
  if (!main || textsOf(main).length < 2) faults.push('tells nothing without a script');
  for (const control of document.querySelectorAll('button, input, select, textarea')) {
    const form = control.form;
    if (seen(control) && control.type !== 'hidden' && !form?.getAttribute('action')) faults.push(`does nothing without a script: ${named(control)}`);
  }
  return faults;
}

/// Runs in the page, on a phone, where all stands below each other: words that come later in the source stand further down or onwards in the line. What
/// is in a row of a table, or side by side in a list, is compared as a whole.
function order() {
  const places = textsOf(document.body).map((node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    return { element: node.parentElement, top: box.top, bottom: box.bottom };
  });
  for (let at = 1; at < places.length; at += 1) {
    const [from, to] = [places[at - 1], places[at]];
    const row = from.element.closest('tr');
    if (to.bottom > from.top + 1 || (row && row === to.element.closest('tr'))) continue;
    return [`stands above what it comes after: ${named(to.element)}, after ${named(from.element)}`];
  }
  return [];
}

/// Runs in the page.
function withoutStyle() {
  const before = new Set(textsOf(document.body));
  for (const sheet of document.styleSheets) sheet.disabled = true;
  const root = document.scrollingElement;
  const gone = [...before].filter((node) => !node.parentElement.checkVisibility());
  const faults = gone.length > 0 ? [`is not there without the style: ${named(gone[0].parentElement)}`] : [];
  const wide = [...document.querySelectorAll('svg, img, video, object, canvas')].filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1);
  if (wide.length > 0) faults.push(`is wider than the window without the style: ${named(wide[0])}`);
  for (const sheet of document.styleSheets) sheet.disabled = false;
  return faults;
}
