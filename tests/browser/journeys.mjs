// Walks the readers' journeys through a built site, by links alone, on a phone, with scripts off: `journeys/*.mjs` says what each reader looks for and by
// which links, and what the page at the end must tell. Three steps from the start page are the most.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { inPage, launch, serve } from './chromium.mjs';
import { COLOURS } from './colour.mjs';
import { commandLine, report, stop } from './site.mjs';

const MOST_STEPS = 3;
const site = commandLine('journeys');
const started = performance.now();
const folder = site.with ?? fileURLToPath(new URL('journeys', import.meta.url));
const written = await Promise.all(readdirSync(folder).map(async (file) => (await import(pathToFileURL(join(folder, file)))).default));
const { journeys } = written.find(({ home }) => home === site.home) ?? stop(`journeys: nobody has written journeys for ${site.home}`);
const { host, close } = await serve(site);
const browser = await launch('journeys');
const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
const tab = await context.newPage();
const faults = [];
for (const journey of journeys) {
  if (journey.cannot) console.log(`journey not walked: ${journey.reader}: ${journey.cannot}`);
  else for (const what of await walk(journey)) faults.push({ page: 'index.html', what: `${journey.reader}: ${what}` });
}
await browser.close();
close();
report('journeys', journeys.filter(({ cannot }) => !cannot).length, faults, (performance.now() - started) / 1000, 'journeys');

/// Gives what went wrong on the way, or what the last page does not tell.
async function walk({ steps, tells = [], numbers = [], lang, takes = [] }) {
  if (steps.length > MOST_STEPS) return [`takes ${steps.length} steps, not ${MOST_STEPS}`];
  await tab.goto(host + site.base, { waitUntil: 'load' });
  for (const step of steps) {
    const led = await press(step);
    if (led) return [`${led} matches ${step} on ${new URL(tab.url()).pathname}`];
  }
  const page = await inPage(tab, read, null, COLOURS);
  const wrong = tells.filter((words) => !words.test(page.words)).map((words) => `${words} is not told on ${page.path}`);
  for (const number of numbers) if (!page.numbers.includes(number)) wrong.push(`${number} is not to be called from ${page.path}`);
  if (lang && page.lang !== lang) wrong.push(`${page.path} is in ${page.lang}, not ${lang}`);
  for (const { ending, holds } of takes) wrong.push(...(await take(page, ending, holds)));
  return wrong;
}

/// Presses the first link that a reader sees whose words match; gives what is there instead, if there is none.
async function press(words) {
  const links = await tab.$$('a[href]');
  for (const link of links) {
    const text = (await link.textContent()).replace(/\s+/g, ' ').trim();
    if (!words.test(text) || !(await link.isVisible())) continue;
    const url = await link.evaluate((element) => element.href);
    await link.click();
    await tab.waitForURL(url, { waitUntil: 'load', timeout: 10_000 });
    return undefined;
  }
  return 'no link';
}

/// Runs in the page.
function read() {
  return {
    path: location.pathname,
    lang: document.documentElement.lang,
    // What is folded is on the page too; what only a screen reader is told is not.
    words: document.querySelector('main').textContent.replace(/[\s\u00a0\u202f]+/g, ' ').replace(/[\u2010\u2011]/g, '-'),
    numbers: [...document.querySelectorAll('a[href^="tel:"]')].filter(seen).map((link) => link.getAttribute('href').slice(4)),
    files: [...document.querySelectorAll('a[href]')].filter(seen).map((link) => link.href),
  };
}

/// A file to take home is linked to, is there, and, when it is text, holds what the reader came for.
async function take({ path, files }, ending, holds) {
  const file = files.find((href) => new URL(href).pathname.endsWith(ending));
  if (!file) return [`no ${ending} to take home from ${path}`];
  const response = await context.request.get(file);
  if (!response.ok()) return [`the ${ending} of ${path} is not there`];
  const text = await response.text();
  return holds.filter((words) => !words.test(text)).map((words) => `${words} is not in the ${ending} of ${path}`);
}
