// Looks at every page of a built site as it is printed on A4: menus are gone, what was folded is open, tables are whole and repeat their heads, links to
// other sites tell their addresses, and the page tells its own.
import { eachPage, inPage } from './chromium.mjs';
import { COLOURS } from './colour.mjs';
import { commandLine } from './site.mjs';

// The width of A4 less Chromium's margins of a centimetre, in CSS px.
const PAPER = { width: 718, height: 1047 };

await eachPage('print', commandLine('print'), async ({ tab, step, go }) => {
  await tab.setViewportSize(PAPER);
  await go();
  await tab.emulateMedia({ media: 'print' });
  return step('print', () => inPage(tab, printed, null, COLOURS));
});

/// Runs in the page.
function printed() {
  const faults = [];
  const outside = (element) => {
    const { left, right, width } = element.getBoundingClientRect();
    return width > 0 && (left < -1 || right > document.documentElement.clientWidth + 1);
  };
  for (const menu of document.querySelectorAll('nav, button, form, a[href="#main"]')) if (seen(menu) && menu.getClientRects().length > 0) faults.push(`is of no use on paper: ${named(menu)}`);
  for (const part of document.querySelectorAll('details > :not(summary)')) {
    if (!part.checkVisibility() || part.getBoundingClientRect().height === 0) faults.push(`stays folded on paper: ${named(part)}`);
  }
  for (const element of document.body.querySelectorAll('*')) {
    if (element.closest('svg svg, svg *') || !seen(element) || !reading(element)) continue;
    const style = getComputedStyle(element);
    if (style.overflowX !== 'visible' && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1) && element.clientWidth > 0) faults.push(`is cut off on paper: ${named(element)}`);
    if (outside(element) && !outside(element.parentElement)) faults.push(`is wider than the paper: ${named(element)}`);
  }
  for (const head of document.querySelectorAll('thead')) if (seen(head) && getComputedStyle(head).display !== 'table-header-group') faults.push(`is not repeated on each sheet: ${named(head)}`);
  for (const link of document.querySelectorAll('main a[href^="http:"], main a[href^="https:"]')) {
    const after = getComputedStyle(link, '::after').content;
    const bare = (address) => address.replace(/^(https?:\/\/)?(www\.)?|\/$/g, '');
    const told = after.includes('attr(href)') || after.includes(link.getAttribute('href')) || bare(link.textContent.trim()) === bare(link.getAttribute('href'));
    if (seen(link) && !told) faults.push(`does not tell its address on paper: ${named(link)}`);
  }
  const own = document.querySelector('link[rel=canonical]')?.href;
  if (own && !textsOf(document.body).some((node) => node.data.includes(own.replace(/^https?:\/\//, '')))) faults.push(`the page's own address is not on the paper: ${own}`);
  if (!textsOf(document.body).some((node) => node.parentElement.closest('h1'))) faults.push('has no title on paper');
  return [...new Set(faults)];
}
