// Opens every page of a portable copy straight from its folder in Chromium, as from a memory stick, and asks: is the style applied? is anything
// fetched from outside the folder? can one click on? And a page that is opened alone, as inside a zip file: does it say how to unpack?
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch } from './chromium.mjs';
import { commandLine, report } from './site.mjs';

const IN_PARALLEL = 2;
const site = commandLine('portable');
const started = performance.now();
const home = pathToFileURL(`${site.root}/`).href;
const pages = site.chosen.filter((page) => !page.redirect); // A redirect page is left before anyone reads it.
const queue = [...pages];
const faults = [];
const browser = await launch('portable');
await Promise.all(Array.from({ length: IN_PARALLEL }, work));
for (const page of new Set([pages[0], pages.at(-1)])) {
  if (!(await saysHowToUnpack(page))) faults.push({ page: page.path, what: 'does not say how to unpack when it is opened alone' });
}
await browser.close();
faults.sort((a, b) => (a.page < b.page ? -1 : 1));
report('portable', pages.length, faults, (performance.now() - started) / 1000);

/// One of those that take pages from the queue.
async function work() {
  const tab = await browser.newPage();
  let found;
  tab.on('console', (message) => message.type() === 'error' && found.add(`console: ${message.text()} ${message.location().url ?? ''}`));
  tab.on('request', (request) => {
    const outside = !request.url().startsWith(home) && !/^(data|blob):/.test(request.url());
    if (outside) found.add(`asks for something outside the folder: ${request.url()}`);
  });
  for (let page = queue.shift(); page; page = queue.shift()) {
    found = new Set();
    await tab.goto(home + page.path, { waitUntil: 'load' });
    if (await tab.evaluate(seesUnpack)) found.add('says how to unpack though it is unpacked');
    if (!(await tab.evaluate(hasStyle))) found.add('no style is applied');
    const end = page.path === 'index.html' ? await follow(tab) : undefined;
    if (end) found.add(`the first link to another page leads to no page: ${end}`);
    for (const what of found) faults.push({ page: page.path, what: what.replaceAll(home, '') });
  }
}

/// Follows the first link to another page of the copy, by a click as a reader would; gives where it led when there is no page there.
async function follow(tab) {
  const link = await tab.evaluateHandle(() => [...document.querySelectorAll('a[href]')].find((link) => link.protocol === 'file:' && link.pathname !== location.pathname));
  if (!link.asElement()) return undefined;
  await Promise.all([tab.waitForNavigation({ waitUntil: 'load' }), link.evaluate((element) => element.click())]);
  return (await tab.evaluate(() => document.querySelector('main h1') !== null)) ? undefined : tab.url();
}

/// Opens a page with nothing around it. That its style is missing then is no fault.
async function saysHowToUnpack(page) {
  const folder = mkdtempSync(join(tmpdir(), 'insyn-'));
  const tab = await browser.newPage();
  try {
    copyFileSync(join(site.root, page.path), join(folder, 'index.html'));
    await tab.goto(pathToFileURL(join(folder, 'index.html')).href, { waitUntil: 'load' });
    return await tab.evaluate(seesUnpack);
  } finally {
    await tab.close();
    rmSync(folder, { recursive: true });
  }
}

/// Runs in the page: whether a reader sees the words on how to unpack.
function seesUnpack() {
  return document.querySelector('.insyn-unpack')?.checkVisibility() ?? false;
}

/// Runs in the page: whether it looks otherwise than it would without its style sheets.
function hasStyle() {
  const look = () => ['fontFamily', 'fontSize', 'lineHeight', 'marginTop'].map((name) => getComputedStyle(document.querySelector('h1'))[name]).join();
  const dressed = look();
  for (const link of document.querySelectorAll('link[rel~=stylesheet]')) link.disabled = true;
  return look() !== dressed;
}
