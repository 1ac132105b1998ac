// Compares what stands around every page of a built site: the language that it is in and those that it is to be had in, the way to help, the accessibility
// statement and the place to report a fault. They are on every page, at the same place, and the languages lead to each other.
import { attribute, commandLine, elements, report } from './site.mjs';
import { ARABIC_SCRIPT, LANGUAGES } from './language.mjs';

// What a statement is called, in each language of the interface; its page and the links to it carry one of these words.
const STATEMENT = /tillgänglighet|accessibility|saavutettavuus|إمكانية الوصول|سهولة الوصول/i;
const SIMPLE = /lättläst|lätt |enkel|easy|simple|plain|selkokiel|مبسط|سهل/i;
const RIGHT_TO_LEFT = [...ARABIC_SCRIPT, 'he', 'yi'];

const site = commandLine('frame');
const started = performance.now();
const faults = [];
const byUrl = new Map(site.pages.map((page) => [page.url, page]));
const read = site.pages.filter((page) => !page.redirect);
for (const page of read) look(page);
const chosen = site.chosen.filter((page) => !page.redirect);
for (const page of chosen) {
  checkLanguage(page);
  checkAlternates(page);
  checkLanguageLinks(page);
  checkStatement(page);
  checkHelp(page);
}
report('frame', chosen.length, faults, (performance.now() - started) / 1000);

function fault(page, what) {
  faults.push({ page: page.path, what });
}

/// Notes on a page what is asked of it more than once.
function look(page) {
  page.all = elements(page.document);
  const root = page.all.find((element) => element.tagName === 'html');
  page.lang = attribute(root, 'lang') ?? '';
  page.dir = attribute(root, 'dir') ?? 'ltr';
  page.alternates = page.all
    .filter((element) => element.tagName === 'link' && attribute(element, 'rel') === 'alternate' && attribute(element, 'hreflang'))
    .map((link) => ({ lang: attribute(link, 'hreflang'), target: target(page, attribute(link, 'href')) }));
}

function target(page, href) {
  const url = new URL(href ?? '', new URL(page.url, 'http://site.invalid'));
  return byUrl.get(url.pathname);
}

function words(node) {
  return (node.nodeName === '#text' ? node.value : (node.childNodes ?? []).map(words).join('')).replace(/\s+/g, ' ');
}

function within(element, test) {
  return element && (test(element) || within(element.parentNode, test));
}

/// The language of an element's words.
function languageOf(element) {
  const own = element?.tagName && attribute(element, 'lang');
  return own || (element?.parentNode ? languageOf(element.parentNode) : '');
}

function checkLanguage(page) {
  const code = page.lang.split('-')[0];
  if (!/^[a-z]{2,3}$/.test(code)) fault(page, `no language: “${page.lang}”`);
  else if ((page.dir === 'rtl') !== RIGHT_TO_LEFT.includes(code)) fault(page, `${page.lang} does not run ${page.dir}`);
}

/// Each language leads to every other and to itself, and says which one is for those who read none of them.
function checkAlternates(page) {
  if (page.alternates.length === 0) return;
  if (!page.alternates.some((one) => one.target === page && one.lang === page.lang)) fault(page, 'is not among its own languages (hreflang)');
  if (!page.alternates.some((one) => one.lang === 'x-default')) fault(page, 'names no language for those who read none of its own (hreflang="x-default")');
  for (const { lang, target: other } of page.alternates) {
    if (!other) fault(page, `hreflang="${lang}" leads to no page`);
    else if (lang !== 'x-default' && other.lang !== lang) fault(page, `hreflang="${lang}" leads to a page in ${other.lang}: ${other.path}`);
    else if (!other.alternates.some((back) => back.target === page && back.lang === page.lang)) fault(page, `hreflang="${lang}" leads to a page that does not lead back: ${other.path}`);
  }
}

/// A language is called what those who read it call it, and told to be in it.
function checkLanguageLinks(page) {
  for (const link of page.all.filter((element) => element.tagName === 'a' && attribute(element, 'hreflang'))) {
    const lang = attribute(link, 'hreflang');
    const code = lang.split('-')[0];
    const name = new Intl.DisplayNames([code], { type: 'language' }).of(code);
    // Simple language is called simple, in itself.
    const own = /-simple$/.test(lang) ? SIMPLE : LANGUAGES[code]?.own ?? new RegExp(name, 'i');
    const text = words(link).trim();
    const menu = within(link, (element) => element.tagName === 'nav') && !within(link, (element) => element.tagName === 'main');
    if (menu && !own.test(text)) fault(page, `the link to ${lang} is called “${text}”, not ${name}`);
    if (languageOf(link).split('-')[0] !== code && own.test(text)) fault(page, `“${text}” is told to be in ${languageOf(link)}`);
    const other = target(page, attribute(link, 'href'));
    if (other && other.lang !== lang) fault(page, `“${text}” leads to a page in ${other.lang}: ${other.path}`);
  }
}

function checkStatement(page) {
  const links = page.all.filter((element) => element.tagName === 'a' && within(element, (one) => one.tagName === 'footer') && STATEMENT.test(words(element)));
  const led = links.map((link) => target(page, attribute(link, 'href'))).filter((other) => other);
  if (links.length === 0) fault(page, 'has no link to the accessibility statement in its foot');
  else if (!led.some((other) => STATEMENT.test(other.all.filter((element) => element.tagName === 'h1').map(words).join()))) fault(page, 'the link to the accessibility statement leads to no such page');
}

/// WCAG 3.2.6: help stands at the same place, before what the page itself tells; the way to report a fault stands in the foot.
function checkHelp(page) {
  const onTop = numbersOnTop(page);
  if (onTop[0] !== 'tel:112') fault(page, `the first number on top of the page is ${onTop[0] ?? 'none'}, not 112`);
  const home = read.find((one) => one.path === 'index.html');
  if (onTop.join() !== numbersOnTop(home).join()) fault(page, `the numbers on top of the page are ${onTop.join(' ')}, and ${numbersOnTop(home).join(' ')} on the start page`);
  const reports = page.all.some((element) => element.tagName === 'a' && within(element, (one) => one.tagName === 'footer') && /^mailto:/.test(attribute(element, 'href') ?? ''));
  if (!reports) fault(page, 'has nobody in its foot to report a fault to');
}

function numbersOnTop(page) {
  page.onTop ??= page.all
    .filter((element) => element.tagName === 'a' && /^tel:/.test(attribute(element, 'href') ?? '') && within(element, (one) => one.tagName === 'header' && one.parentNode.tagName === 'body'))
    .map((link) => attribute(link, 'href'));
  return page.onTop;
}
