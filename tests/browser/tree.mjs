// Reads every page of a built site as a screen reader is told of it, from Chromium's accessibility tree: are tables tables, with a name and headers? has all
// that takes the focus a name, and every picture? are the landmarks there, and the headings in order? does each link say by itself where it leads? And
// is every part told to be in the language that it is written in?
import { eachPage, inPage, unfold } from './chromium.mjs';
import { COLOURS } from './colour.mjs';
import { ARABIC_SCRIPT, LANGUAGES, PROPER_NAMES, WITH_UMLAUTS } from './language.mjs';
import { commandLine } from './site.mjs';

const ONCE = ['banner', 'main', 'contentinfo'];
const NAMED_ROLES = ['region', 'form', 'search', 'image', 'img', 'figure', 'dialog', 'table'];
const VAGUE = new Set(Object.values(LANGUAGES).flatMap(({ vague }) => vague));

await eachPage('tree', commandLine('tree'), async ({ tab, cdp, step, go }) => {
  await go();
  await unfold(tab);
  const { nodes } = await step('tree', () => cdp.send('Accessibility.getFullAXTree'));
  const faults = await step('told', async () => told(nodes, await inPage(tab, jumps)));
  const given = { languages: LANGUAGES, arabic: ARABIC_SCRIPT, umlauts: WITH_UMLAUTS, names: PROPER_NAMES };
  faults.push(...(await step('words', () => inPage(tab, languageOfParts, given, COLOURS))));
  faults.push(...(await step('words', () => inPage(tab, labelInName, null, COLOURS))));
  faults.push(...(await step('words', () => inPage(tab, numbersTurned))));
  return [...new Set(faults)];
});

function told(all, jumps) {
  const nodes = all.filter((node) => !node.ignored);
  if (nodes.length < 2) return ['nothing on the page is told to a screen reader'];
  const byId = new Map(all.map((node) => [node.nodeId, node])); // What is ignored still holds what is not.
  const role = (node) => node.role?.value;
  const name = (node) => node.name?.value?.replace(/\s+/g, ' ').trim() ?? '';
  const property = (node, key) => node.properties?.find((one) => one.name === key)?.value?.value;
  const within = (node) => (node.childIds ?? []).map((id) => byId.get(id)).filter((child) => child).flatMap((child) => [child, ...within(child)]);
  const of = (...roles) => nodes.filter((node) => roles.includes(role(node)));
  const faults = [];

  for (const table of of('LayoutTable')) faults.push(`a table is told as mere layout: ${within(table).map(name).find((one) => one) ?? ''}`);
  for (const table of of('table', 'grid')) {
    const parts = within(table).map(role);
    for (const header of ['columnheader', 'rowheader']) if (!parts.includes(header)) faults.push(`a table without a ${header}: “${name(table)}”`);
  }
  const captioned = (node) => within(node).some((part) => role(part) === 'Figcaption');
  for (const node of of(...NAMED_ROLES)) if (!name(node) && !captioned(node)) faults.push(`a ${role(node)} without a name: ${within(node).map(name).find((one) => one) ?? ''}`);
  for (const node of nodes) {
    if (property(node, 'focusable') && !name(node) && !['RootWebArea', 'main'].includes(role(node))) faults.push(`takes the focus and has no name: ${role(node)}`);
  }
  for (const landmark of ONCE) if (of(landmark).length !== 1) faults.push(`${of(landmark).length} landmarks are ${landmark}, not one`);
  const ways = of('navigation').map(name);
  ways.forEach((way, at) => {
    if (!way && ways.length > 1) faults.push('one navigation of several has no name');
    if (way && ways.indexOf(way) < at) faults.push(`two navigations are called “${way}”`);
  });

  let before = 0;
  for (const heading of of('heading')) {
    const level = property(heading, 'level');
    if (!name(heading)) faults.push(`an empty heading of level ${level}`);
    if (level > before + 1) faults.push(`a heading of level ${level} after one of level ${before}: “${name(heading)}”`);
    before = level;
  }
  if (of('heading').filter((heading) => property(heading, 'level') === 1).length !== 1) faults.push('not one heading of level 1');

  const leads = new Map();
  for (const link of of('link')) {
    const words = name(link).toLowerCase().replace(/[\s.…:>»→]+$/u, '');
    const url = property(link, 'url');
    if (VAGUE.has(words)) faults.push(`a link that does not say where it leads: “${name(link)}”`);
    if (jumps.includes(url)) continue;
    if (leads.has(words) && leads.get(words) !== url) faults.push(`two links are called “${name(link)}” and lead to ${path(leads.get(words))} and ${path(url)}`);
    if (words && url) leads.set(words, leads.get(words) ?? url);
  }
  return faults;
}

/// Runs in the page: the links that jump to a part of it which begins with the very same words, and may itself lead on by them.
function jumps() {
  const plain = (element) => element.textContent.replace(/\s+/g, ' ').trim();
  return [...document.querySelectorAll('a[href*="#"]')].filter((link) => {
    const part = link.pathname === location.pathname && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    return part && plain(part).startsWith(plain(link));
  }).map((link) => link.href);
}

function path(url) {
  const { pathname, hash, protocol, href } = new URL(url);
  return protocol === 'http:' ? pathname + hash : href;
}

/// Runs in the page: words whose letters, or whose small words, are those of another language than the one they are told to be in.
function languageOfParts({ languages, arabic, umlauts, names }) {
  const faults = [];
  const language = (element) => element.closest('[lang]')?.lang.toLowerCase().split('-')[0] ?? '';
  const check = (words, element) => {
    const told = language(element);
    const shown = `“${words.length > 50 ? `${words.slice(0, 50)}…` : words}” (${element.localName})`;
    if (/\p{Script=Arabic}/u.test(words)) {
      if (!arabic.includes(told)) faults.push(`Arabic letters are told to be ${told}: ${shown}`);
      else if (getComputedStyle(element).direction !== 'rtl') faults.push(`Arabic letters run from left to right: ${shown}`);
    }
    const others = names.reduce((rest, name) => rest.replaceAll(name, ''), words);
    if (/[åäö]/i.test(others) && !umlauts.includes(told)) faults.push(`å, ä or ö is told to be ${told}: ${shown}`);
    if (/å/i.test(words) && told === 'fi') faults.push(`å is told to be Finnish: ${shown}`);
    if (arabic.includes(told) && /\p{Script=Latin}{3,} \p{Script=Latin}{3,}/u.test(words)) faults.push(`Latin words are told to be ${told}: ${shown}`);
    const all = words.toLowerCase().match(/[\p{L}]+/gu) ?? [];
    if (all.length < 5) return;
    const hits = Object.entries(languages).map(([code, { small }]) => [code, all.filter((word) => small.includes(word)).length]);
    const own = hits.find(([code]) => code === told)?.[1] ?? 0;
    const [other, most] = hits.filter(([code]) => code !== told).sort((a, b) => b[1] - a[1])[0];
    if (most >= 2 && own === 0) faults.push(`reads as ${other}, told to be ${told}: ${shown}`);
  };
  for (const node of textsOf(document.body)) check(node.data.replace(/\s+/g, ' ').trim(), node.parentElement);
  for (const element of document.body.querySelectorAll('[alt], [aria-label], [title], [placeholder], svg title, svg desc')) {
    const attributes = ['alt', 'aria-label', 'title', 'placeholder'].map((name) => element.getAttribute(name));
    for (const words of [...attributes, element.matches('svg title, svg desc') ? element.textContent : '']) if (words) check(words, element);
  }
  check(document.title, document.documentElement);
  return faults;
}

/// Runs in the page: one who says aloud what is written on a link must be understood (WCAG 2.5.3).
function labelInName() {
  const plain = (words) => words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
  return [...document.querySelectorAll(':is(a, button, input, select, textarea, summary)[aria-label], :is(a, button, input, select, textarea, summary)[aria-labelledby]')].flatMap((element) => {
    const ids = element.getAttribute('aria-labelledby')?.split(/\s+/) ?? [];
    const name = ids.length > 0 ? ids.map((id) => document.getElementById(id)?.textContent ?? '').join(' ') : element.getAttribute('aria-label');
    const written = textsOf(element).map((node) => node.data).join(' ');
    return plain(name).includes(plain(written)) ? [] : [`is called “${name}”, which is not what is written there: ${named(element)}`];
  });
}

/// Runs in the page: among words that run from right to left, a number in groups must keep its first group to the left.
function numbersTurned() {
  return [...document.querySelectorAll('a[href^="tel:"]')].flatMap((link) => {
    const walker = document.createTreeWalker(link, NodeFilter.SHOW_TEXT);
    const places = [];
    while (walker.nextNode()) {
      for (const { index } of walker.currentNode.data.matchAll(/\d/g)) {
        const range = document.createRange();
        range.setStart(walker.currentNode, index);
        range.setEnd(walker.currentNode, index + 1);
        places.push(range.getBoundingClientRect());
      }
    }
    const turned = places.some((place, at) => at > 0 && Math.abs(place.top - places[at - 1].top) < 2 && place.left < places[at - 1].left);
    return turned ? [`the groups of a number stand in the wrong order: ${named(link)}`] : [];
  });
}
