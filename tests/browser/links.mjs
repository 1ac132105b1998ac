// Checks the links and the bones of every page of a built site: each link leads to something, each page can be reached,
// and no page carries inline code or asks another host for anything.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { attribute, commandLine, elements, lineOf, report } from './site.mjs';

const site = commandLine('links');
const HOST = 'http://site.invalid';
// What a browser fetches by itself when it shows the page; every other link waits for a person.
const FETCHING_LINKS = /\b(stylesheet|icon|apple-touch-icon|preload|modulepreload|prefetch|preconnect|dns-prefetch|manifest)\b/i;
const FETCHING_ATTRIBUTES = ['src', 'srcset', 'poster', 'data'];
// A data block is not run by the browser, so it is no inline code.
const DATA_BLOCKS = ['application/json', 'application/ld+json'];

const started = performance.now();
const faults = [];
const files = new Set(site.files);
const pages = new Map(site.pages.map((page) => [page.path, page]));
for (const page of site.pages) {
  page.elements = elements(page.document);
  page.ids = new Set(page.elements.map((element) => attribute(element, 'id')).filter((id) => id !== undefined));
  page.leadsTo = new Set();
}
for (const page of site.chosen) {
  checkIds(page);
  checkInline(page);
  checkBones(page);
}
for (const page of site.pages) checkLinks(page);
for (const file of site.files.filter((file) => file.endsWith('.css'))) checkStylesheet(file);
checkReach();
const chosen = new Set(site.chosen.map((page) => page.path));
const told = faults.filter(({ page }) => chosen.has(page) || !pages.has(page));
report('links', site.chosen.length, told, (performance.now() - started) / 1000);

function fault(page, what, element) {
  const line = lineOf(element);
  faults.push({ page: page.path ?? page, what: line ? `line ${line}: ${what}` : what });
}

function checkIds(page) {
  const seen = new Set();
  for (const element of page.elements) {
    const id = attribute(element, 'id');
    if (id !== undefined && seen.has(id)) fault(page, `id "${id}" is used twice`, element);
    seen.add(id);
  }
}

function checkInline(page) {
  for (const element of page.elements) {
    if (element.tagName === 'style') fault(page, 'inline <style>', element);
    if (element.tagName === 'script' && attribute(element, 'src') === undefined && !DATA_BLOCKS.includes(attribute(element, 'type'))) {
      fault(page, 'inline <script>', element);
    }
    for (const { name } of element.attrs) {
      if (name === 'style') fault(page, `style attribute on <${element.tagName}>`, element);
      if (name.startsWith('on')) fault(page, `event handler ${name} on <${element.tagName}>`, element);
    }
  }
}

function checkBones(page) {
  const all = (tag) => page.elements.filter((element) => element.tagName === tag);
  if (!attribute(all('html')[0], 'lang')) fault(page, 'no language on <html>');
  if (!all('title').some((title) => title.namespaceURI.endsWith('xhtml') && title.childNodes[0]?.value.trim())) fault(page, 'no <title>');
  if (page.redirect) return; // It is left before anyone reads it.
  if (all('h1').length !== 1) fault(page, `${all('h1').length} <h1>, not one`);
  if (all('main').length !== 1) fault(page, `${all('main').length} <main>, not one`);
  if (page.extract) return; // There is nothing to skip.
  const first = all('a').find((link) => attribute(link, 'href') !== undefined);
  const target = attribute(all('main')[0], 'id');
  if (target === undefined || attribute(first, 'href') !== `#${target}`) fault(page, 'the first link does not skip to <main>', first);
}

function checkLinks(page) {
  const base = page.elements.find((element) => element.tagName === 'base');
  const from = new URL(attribute(base, 'href') ?? '', HOST + page.url);
  for (const element of page.elements) {
    for (const { href, fetched } of linksOf(element)) {
      if (page.path === '404.html' && !base && /^(?![a-z]+:|[/#])/i.test(href)) {
        fault(page, `relative link ${href}: this page is shown at every address that is missing`, element);
      }
      const target = follow(page, href, from, fetched, element);
      if (target && ['a', 'area', 'meta'].includes(element.tagName)) page.leadsTo.add(target);
    }
  }
}

/// The links in an element's attributes, and whether the browser fetches them unasked.
function linksOf(element) {
  const links = [];
  for (const { name, value } of element.attrs) {
    const fetched = FETCHING_ATTRIBUTES.includes(name) || (element.tagName === 'link' && FETCHING_LINKS.test(attribute(element, 'rel') ?? '')) || ['use', 'image'].includes(element.tagName);
    if (['srcset', 'imagesrcset'].includes(name)) {
      for (const candidate of value.split(/,\s+|,$/)) if (candidate.trim()) links.push({ href: candidate.trim().split(/\s+/)[0], fetched: true });
    } else if (['href', 'src', 'poster', 'action', 'formaction', 'cite'].includes(name) || (name === 'data' && element.tagName === 'object')) {
      if (element.tagName !== 'base') links.push({ href: value.trim(), fetched });
    }
  }
  if (attribute(element, 'http-equiv')?.toLowerCase() === 'refresh') {
    links.push({ href: attribute(element, 'content')?.match(/url\s*=\s*['"]?([^'"]*)/i)?.[1].trim() ?? '', fetched: false });
  }
  return links;
}

/// Follows one link; gives the path of the page that it leads to, if it leads to one of ours.
function follow(page, href, from, fetched, element) {
  let url;
  try {
    url = new URL(href, from);
  } catch {
    return void fault(page, `link that is no address: ${href}`, element);
  }
  if (url.protocol === 'javascript:') return void fault(page, `inline code in a link: ${href}`, element);
  if (!['http:', 'https:'].includes(url.protocol)) return undefined;
  if (fetched && /^([a-z]+:)?\/\//i.test(href)) return void fault(page, `asks another host: ${href}`, element);
  if (url.origin !== HOST && url.origin !== site.origin) return undefined;
  const path = decode(url.pathname);
  if (!path.startsWith(site.base)) return void fault(page, `link out of the site's folder ${site.base}: ${href}`, element);
  const inside = path.slice(site.base.length);
  const file = site.served && (inside === '' || inside.endsWith('/')) ? `${inside}index.html` : inside;
  if (!files.has(file)) {
    const folder = site.served && files.has(`${file}/index.html`);
    return void fault(page, folder ? `link to a folder without its last slash: ${href}` : `dead link: ${href}`, element);
  }
  const target = pages.get(file);
  const id = decode(url.hash.slice(1).split(':~:')[0]);
  if (href === '#') fault(page, 'link to nowhere: #', element);
  if (id && id !== 'top' && target && !target.ids.has(id)) fault(page, `no element has the id that is linked to: ${href}`, element);
  return target?.path;
}

function checkStylesheet(file) {
  const text = readFileSync(join(site.root, file), 'utf8').replace(/\/\*.*?\*\//gs, '');
  const from = new URL(HOST + site.base + file);
  for (const [, , quoted, bare] of text.matchAll(/(?:url\(\s*|@import\s+)(?:(['"])(.*?)\1|([^\s'")]+))/g)) {
    const href = quoted ?? bare;
    if (!href.startsWith('url(') && !href.startsWith('#')) follow(file, href, from, true);
  }
}

function checkReach() {
  const reached = new Set(['index.html']);
  for (const path of reached) for (const next of pages.get(path)?.leadsTo ?? []) reached.add(next);
  for (const page of site.pages) {
    if (reached.has(page.path)) continue;
    if (page.path === '404.html') continue; // The server shows it where there is no page.
    if (page.extract) continue; // Other sites lead to it.
    if (page.redirect) continue; // It stands at an old address, which only other sites still link to.
    fault(page, 'no chain of links leads here from index.html');
  }
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
