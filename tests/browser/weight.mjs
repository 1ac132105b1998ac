// Weighs every page of a built site as it comes over the wire, and watches what it asks for: at most three requests beside its photographs and none to
// another host, 30 kB with its style, no script but on the search page, no cookie, nothing stored, no error.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { eachPage } from './chromium.mjs';
import { attribute, commandLine, elements } from './site.mjs';

const REQUESTS = 3;
const BYTES = 30_000;
const SEARCH_PAGE = /(^|\/)sok\/index\.html$/;

const site = commandLine('weight');
const weights = new Map();
let heaviest = { bytes: 0 };
await eachPage('weight', site, async ({ tab, context, page, host, go }) => {
  const faults = [];
  const asked = new Set();
  const heard = [
    ['request', (request) => {
      const url = request.url();
      if (/^(data|blob):/.test(url)) return;
      if (url.startsWith(`${host}/`)) asked.add(url);
      else faults.push(`asks another host: ${url}`);
    }],
    ['console', (message) => message.type() === 'error' && faults.push(`console: ${message.text()} ${message.location().url ?? ''}`)],
    ['pageerror', (error) => faults.push(`script error: ${error.message}`)],
  ];
  for (const [event, listener] of heard) tab.on(event, listener);
  const response = await go();
  if (response.status() !== 200) faults.push(`answers with ${response.status()}`);
  const { photographs, icons } = await tab.evaluate(seen);
  const stored = await tab.evaluate(async () => localStorage.length + sessionStorage.length + (await indexedDB.databases()).length + (await caches.keys()).length);
  for (const [event, listener] of heard) tab.off(event, listener);
  if (stored > 0 || (await context.cookies()).length > 0) {
    faults.push('stores something in the browser');
    await tab.evaluate(() => (localStorage.clear(), sessionStorage.clear()));
    await context.clearCookies();
  }
  const search = SEARCH_PAGE.test(page.path);
  if (!search) faults.push(...scripts(page));
  for (const url of icons) asked.add(url); // A browser with a window asks for it too.
  for (const url of photographs) asked.delete(url);
  if (!search && asked.size > REQUESTS) faults.push(`makes ${asked.size} requests, not ${REQUESTS}: ${[...asked].join(' ')}`);
  faults.push(...weigh(page));
  return faults;
});
console.log(`weight: the heaviest page is ${heaviest.page}: ${heaviest.bytes} bytes with its style`);

/// Runs in the page: the pictures that belong to what it tells, and its icons, as addresses.
function seen() {
  const photographs = [...document.querySelectorAll('main img')].map((picture) => picture.currentSrc);
  return { photographs, icons: [...document.querySelectorAll('link[rel~=icon]')].map((link) => link.href).filter((url) => !url.startsWith('data:')) };
}

function scripts(page) {
  const found = elements(page.document).filter((element) => element.tagName === 'script' && !/json$/.test(attribute(element, 'type') ?? ''));
  return found.length > 0 ? [`has ${found.length} scripts, and only the search page may have one`] : [];
}

/// A page and its style sheets, each compressed as a server does it at its best.
function weigh(page) {
  const from = new URL(page.url, 'http://site.invalid');
  const sheets = elements(page.document).filter((element) => element.tagName === 'link' && /\bstylesheet\b/.test(attribute(element, 'rel') ?? ''));
  const files = sheets.map((link) => decodeURIComponent(new URL(attribute(link, 'href'), from).pathname.slice(site.base.length))).filter((file) => site.files.includes(file));
  const bytes = [page.path, ...files].reduce((sum, file) => sum + weight(file), 0);
  if (bytes > heaviest.bytes) heaviest = { page: page.path, bytes };
  return bytes > BYTES ? [`weighs ${bytes} bytes with its style, not ${BYTES}`] : [];
}

function weight(file) {
  if (!weights.has(file)) weights.set(file, gzipSync(readFileSync(join(site.root, file)), { level: 9 }).length);
  return weights.get(file);
}
