// Measures on every page of a built site the colours that are seen in each mode a reader may have chosen: light, dark, more contrast, forced colours,
// print. Text, links among text, signs, shapes in pictures, edges of fields, and what tells the page that one is on from the others.
import { eachPage, inPage, unfold } from './chromium.mjs';
import { COLOURS } from './colour.mjs';
import { commandLine } from './site.mjs';

const PLAIN = { media: 'screen', colorScheme: 'light', contrast: null, forcedColors: null, reducedMotion: 'reduce' };
// `text` and `large` are the least contrast of text: WCAG 1.4.3, and 1.4.6 where a reader asks for more. Shapes keep 3:1 everywhere: 1.4.11.
const MODES = [
  { name: 'light', media: {}, text: 4.5, large: 3 },
  { name: 'dark', media: { colorScheme: 'dark' }, text: 4.5, large: 3 },
  { name: 'more contrast', media: { contrast: 'more' }, text: 7, large: 4.5 },
  { name: 'more contrast, dark', media: { contrast: 'more', colorScheme: 'dark' }, text: 7, large: 4.5 },
  { name: 'forced colours, light', media: { forcedColors: 'active' }, text: 4.5, large: 3 },
  { name: 'forced colours, dark', media: { forcedColors: 'active', colorScheme: 'dark' }, text: 4.5, large: 3 },
  { name: 'print', media: { media: 'print' }, text: 4.5, large: 3 },
];
const SCREENS = MODES.filter(({ media }) => !media.media).map(({ name }) => name).join(' + ');
// Drawn beside what is said in another way, so that nobody needs to see it. A shape in a picture is such when it is aria-hidden.
const DECORATION = [
  '.chain > li::after', // The line between the numbered steps of a chain; the numbers tell the order.
];

await eachPage('modes', commandLine('modes'), async ({ tab, step, go }) => {
  await tab.emulateMedia(PLAIN);
  await go();
  await unfold(tab);
  const seenIn = new Map();
  for (const { name, media, text, large } of MODES) {
    await tab.emulateMedia({ ...PLAIN, ...media });
    const found = await step(name, () => inPage(tab, measure, { text, large, decoration: DECORATION, paper: media.media === 'print' }, COLOURS));
    for (const what of found) seenIn.set(what, [...(seenIn.get(what) ?? []), name]);
  }
  return [...seenIn].map(([what, names]) => `${names.length === MODES.length ? 'all modes' : SCREENS === names.join(' + ') ? 'every screen' : names.join(' + ')}: ${what}`);
});

/// Runs in the page.
function measure({ text, large, decoration, paper: printed }) {
  const faults = new Set();
  const low = (what, colour, behind, least) => {
    if (!behind) return faults.add(`${what}: lies on a picture, so that nobody can tell its contrast`);
    const contrast = ratio(over(colour, behind), behind);
    if (contrast < least - 0.005) faults.add(`${what}: contrast ${contrast.toFixed(2)}, not ${least}`);
  };
  const least = (style) => {
    const size = parseFloat(style.fontSize);
    return size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? large : text;
  };
  const fades = (element) => (element ? Number(getComputedStyle(element).opacity) * fades(element.parentElement) : 1);
  const faded = (css, element) => {
    const [r, g, b, a] = rgba(css);
    return [r, g, b, a * fades(element)];
  };

  for (const element of new Set(textsOf(document.body).map((node) => node.parentElement))) {
    const style = getComputedStyle(element);
    if (element.namespaceURI.endsWith('svg')) low(`text ${named(element)}`, faded(style.fill, element), behindInPicture(element), least(style));
    else low(`text ${named(element)}`, faded(style.color, element), ground(element), least(style));
  }
  for (const link of printed ? [] : document.querySelectorAll('main :is(p, li, dd, td, th, figcaption, caption) a[href]')) {
    const words = [...link.parentElement.childNodes].some((node) => node !== link && node.nodeType === Node.TEXT_NODE && /\p{L}/u.test(node.data));
    const marked = (element) => element && (getComputedStyle(element).textDecorationLine.includes('underline') || (element !== link && marked(element.parentElement)));
    if (words && seen(link) && !marked(link)) faults.add(`link ${named(link)}: nothing but its colour tells it from the words around it`);
  }
  for (const element of document.body.querySelectorAll('*')) {
    for (const which of ['::before', '::after']) drawnBy(element, which);
    if (element.matches('input:not([type=hidden], [type=checkbox], [type=radio]), select, textarea, button')) edged(element);
  }
  for (const shape of document.querySelectorAll('svg :is(rect, path, circle, ellipse, line, polyline, polygon)')) drawn(shape);
  for (const current of document.querySelectorAll('nav [aria-current]')) toldApart(current);
  if (document.getAnimations().length > 0) faults.add('something moves though the reader asked for less motion');
  return [...faults];

  /// A sign of the style sheet's: its words, its background or its border must be seen.
  function drawnBy(element, which) {
    const style = getComputedStyle(element, which);
    if (['none', 'normal'].includes(style.content) || style.display === 'none' || !seen(element) || !reading(element)) return;
    if (decoration.some((selector) => selector.endsWith(which) && element.matches(selector.slice(0, -which.length)))) return;
    const behind = ground(element);
    const what = `sign ${named(element)} ${which}`;
    if (!/^""/.test(style.content)) {
      const forEyes = / \/ ""$/.test(style.content);
      const own = rgba(style.backgroundColor);
      low(what, faded(style.color, element), behind && over(own, behind), forEyes ? 3 : least(style));
      return;
    }
    if (parseFloat(style.width) < 1 && parseFloat(style.height) < 1 && parseFloat(style.borderTopWidth) < 1) return;
    const borders = ['Top', 'Right', 'Bottom', 'Left'].filter((side) => parseFloat(style[`border${side}Width`]) > 0 && style[`border${side}Style`] !== 'none');
    const inks = borders.map((side) => rgba(style[`border${side}Color`]));
    // A sign half filled by a gradient has a border of the same colour.
    if (style.backgroundImage === 'none' || borders.length === 0) inks.push(rgba(style.backgroundColor));
    const visible = inks.filter((ink) => ink[3] > 0);
    if (visible.length === 0) faults.add(`${what}: is drawn in no colour`);
    else if (behind && !visible.some((ink) => ratio(over(ink, behind), behind) >= 2.995)) low(what, visible[0], behind, 3);
  }

  function edged(field) {
    const style = getComputedStyle(field);
    const behind = ground(field.parentElement);
    if (!seen(field) || !behind) return;
    const inks = [rgba(style.backgroundColor)];
    if (parseFloat(style.borderBottomWidth) > 0 && style.borderBottomStyle !== 'none') inks.push(rgba(style.borderBottomColor));
    if (!inks.some((ink) => ratio(over(ink, behind), behind) >= 2.995)) faults.add(`field ${named(field)}: neither its edge nor its ground has a contrast of 3`);
  }

  /// The inks of a shape; a pattern has those of the shapes that it repeats.
  function inks(shape) {
    const style = getComputedStyle(shape);
    const found = [];
    for (const [paint, opacity] of [[style.fill, style.fillOpacity], [style.stroke, style.strokeOpacity]]) {
      const pattern = /^url\("?#(.+?)"?\)/.exec(paint);
      if (pattern) found.push(...[...(document.getElementById(pattern[1])?.querySelectorAll('rect, path, circle, line') ?? [])].flatMap((part) => (part === shape ? [] : inks(part))));
      else if (paint !== 'none') {
        const [r, g, b, a] = faded(paint, shape);
        if (paint !== style.stroke || parseFloat(style.strokeWidth) > 0) found.push([r, g, b, a * Number(opacity)]);
      }
    }
    return found.filter((ink) => ink[3] > 0);
  }

  function drawn(shape) {
    if (shape.closest('defs, pattern, clipPath, mask, symbol, [aria-hidden=true]') || !seen(shape)) return;
    const behind = ground(shape.ownerSVGElement);
    const painted = inks(shape);
    const what = `shape ${shape.ownerSVGElement.getAttribute('class') ?? ''} ${named(shape)}`;
    if (painted.length > 0 && behind && !painted.some((ink) => ratio(over(ink, behind), behind) >= 2.995)) low(what, painted[0], behind, 3);
  }

  /// The ground of a word in a picture: the last shape before it that lies under its middle.
  function behindInPicture(word) {
    const svg = word.closest('svg');
    const box = word.getBoundingClientRect();
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    const under = [...svg.querySelectorAll('rect, path, circle, ellipse, polygon')].filter((shape) => {
      const around = shape.getBoundingClientRect();
      const before = shape.compareDocumentPosition(word) & Node.DOCUMENT_POSITION_FOLLOWING;
      return before && !shape.closest('defs') && x > around.left && x < around.right && y > around.top && y < around.bottom && getComputedStyle(shape).fill !== 'none';
    });
    const behind = ground(svg);
    if (under.length === 0 || !behind) return behind;
    const fill = getComputedStyle(under.at(-1)).fill;
    return fill.startsWith('url(') ? undefined : over(rgba(fill), behind);
  }

  /// The page that one is on is told by more than colour: something else differs from a neighbour in the same list.
  function toldApart(current) {
    const neighbour = [...(current.closest('ul, ol')?.querySelectorAll('a, span') ?? [])].find((one) => !one.hasAttribute('aria-current') && !one.closest('[aria-current]') && seen(one));
    if (!neighbour || !seen(current) || printed) return;
    const look = (element) => {
      const style = getComputedStyle(element);
      const edge = rgba(style.borderBottomColor)[3] > 0 && parseFloat(style.borderBottomWidth);
      return [style.fontWeight, style.textDecorationLine, style.outlineStyle, edge, element.localName].join();
    };
    if (look(current) === look(neighbour)) faults.add(`nothing but colour tells ${named(current)}, the page that one is on, from ${named(neighbour)}`);
  }
}
