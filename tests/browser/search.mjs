// Searches a built site by keyboard, as a reader would, and asks: are inflected words found? do filters narrow? do case numbers, paragraphs and
// people's own words lead straight to their pages? is a mistyped word answered with the one that was meant, and never with others? is it told how many there are? does Back lead back? is anybody else asked? does axe find a
// fault among the results? And without scripts: is there no dead form, and A–Ö in its place?
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { launch } from './chromium.mjs';
import { commandLine, report, stop } from './site.mjs';

const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.json': 'application/json', '.svg': 'image/svg+xml' };
const PAGE = 'sok/index.html';
// A form that stands on no page of the example sites as it is, and words whose stem it shares.
const INFLECTED = { typed: 'föräldrarnas', stem: /^föräld/i };
const NOWHERE = 'xyzzyplugh';

const site = commandLine('search');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const started = performance.now();
const faults = [];
const expect = (holds, what) => holds || faults.push({ page: PAGE, what });
const page = site.pages.find(({ path }) => path === PAGE) ?? stop(`search: there is no ${PAGE}`);
const tables = site.files.filter((file) => /^sok\/genvagar\/sv-\d+\.json$/.test(file)).map((file) => JSON.parse(readFileSync(join(site.root, file), 'utf8')));
const shortcuts = Object.entries(Object.assign({}, ...tables));

const server = createServer(serve);
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
const host = `http://127.0.0.1:${server.address().port}`;
const home = host + page.url;
const browser = await launch('search');
const steps = [inflected, narrowed, caseNumber, paragraph, ownWord, mistyped, nothingFound, linked, more, withoutScripts, withoutIndex];
for (const step of steps) {
  const context = await browser.newContext({ reducedMotion: 'reduce', viewport: { width: 360, height: 800 }, javaScriptEnabled: step !== withoutScripts });
  const tab = await context.newPage();
  tab.on('request', (request) => request.url().startsWith(`${host}/`) || expect(false, `asks another host: ${request.url()}`));
  tab.on('pageerror', (error) => expect(false, `script error: ${error.message}`));
  tab.on('console', (message) => message.type() === 'error' && step !== withoutIndex && expect(false, `console: ${message.text()}`));
  try {
    await step(tab, context);
    const stored = await context.storageState();
    expect(stored.cookies.length + stored.origins.length === 0, `${step.name} stores something in the browser`);
  } catch (error) {
    expect(false, `${step.name} could not be checked: ${error.message.split('\n')[0]}`);
  }
  await context.close();
}
await browser.close();
server.close();
report('search', steps.length, faults, (performance.now() - started) / 1000);

/// Types into the form and sends it off, all by keys; gives what the status tells.
async function ask(tab, words) {
  await tab.locator('#q').focus();
  await tab.keyboard.press('ControlOrMeta+a');
  await tab.keyboard.type(words);
  await tab.keyboard.press('Enter');
  return answered(tab);
}

async function answered(tab) {
  await tab.waitForFunction(() => !document.getElementById('found').hidden && !document.getElementById('found-status').textContent.endsWith('…'));
  await tab.waitForFunction(() => document.activeElement.id === 'found-heading' || document.activeElement === document.body, null, { timeout: 5000 });
  return tab.locator('#found-status').textContent();
}

async function open(tab, query = '') {
  await tab.goto(home + query, { waitUntil: 'load' });
  await tab.locator('#f-kind option').nth(1).waitFor({ state: 'attached' });
}

async function inflected(tab) {
  await open(tab);
  expect(await reachable(tab, '#q'), 'the field cannot be reached by keyboard');
  const told = await ask(tab, INFLECTED.typed);
  const count = Number(told.match(/\d+/)?.[0]);
  expect(count > 0, `nothing is found for ${INFLECTED.typed}: ${told}`);
  expect(await tab.getByRole('status').textContent() === told, 'the count is not told in a status');
  expect(await tab.evaluate(() => document.activeElement.id) === 'found-heading', 'the focus does not go to the results');
  const marks = await tab.locator('#found-list mark').allTextContents();
  expect(marks.some((mark) => INFLECTED.stem.test(mark) && !mark.toLowerCase().startsWith(INFLECTED.typed)), `no other form of the word is found: ${marks}`);
  await faultless(tab, 'among results');
  await tab.setViewportSize({ width: 320, height: 800 });
  expect(await tab.evaluate(() => document.scrollingElement.scrollWidth <= 320), 'the results do not fit 320 px');
  await tab.keyboard.press('Tab');
  const first = await tab.evaluate(() => document.activeElement.href);
  await tab.keyboard.press('Enter');
  await tab.waitForURL(first);
  await tab.goBack();
  expect((await answered(tab)) === told && (await tab.locator('#q').inputValue()) === INFLECTED.typed, 'Back does not lead back to the results');
}

async function narrowed(tab) {
  await open(tab);
  const all = Number((await ask(tab, INFLECTED.typed)).match(/\d+/)[0]);
  for (const name of ['kind', 'status', 'body', 'year']) expect((await tab.locator(`#f-${name} option`).count()) > 1, `nothing to narrow by: ${name}`);
  await tab.locator('#f-kind').focus();
  await tab.keyboard.press('ArrowDown');
  await tab.locator('#search button[type=submit]').focus();
  await tab.keyboard.press('Enter');
  await tab.waitForFunction(() => new URLSearchParams(location.search).has('kind'));
  const fewer = Number((await answered(tab)).match(/\d+/)?.[0] ?? 0);
  expect(fewer < all, `${fewer} of ${all} are left with a filter`);
  const kind = await tab.locator('#f-kind').inputValue();
  const notes = await tab.locator('#found-list .note').allTextContents();
  expect(notes.every((note) => note.startsWith(kind)), `other kinds than ${kind}: ${notes}`);
  await tab.goBack();
  expect(Number((await answered(tab)).match(/\d+/)[0]) === all, 'Back does not take the filter away');
}

async function caseNumber(tab) {
  const [, [to]] = shortcuts.find(([, list]) => list[0].exact) ?? [, [undefined]];
  if (!to) return;
  const written = to.title.replace('\u00a0', ' ');
  await open(tab);
  for (const typed of [written, written.toLowerCase().replace(' ', ''), written.slice(written.search(/\d/))]) {
    await tab.locator('#q').fill(typed);
    await tab.keyboard.press('Enter');
    await tab.waitForURL(host + to.url, { timeout: 5000 });
    await tab.goBack();
    await answered(tab);
    expect(tab.url().startsWith(home), 'Back from the case does not lead to the search');
    expect((await tab.locator('#straight a').first().textContent()) === to.title, 'the case is not the first answer after Back');
  }
}

async function paragraph(tab) {
  const [key, choices] = shortcuts.find(([key]) => key.startsWith('§')) ?? [];
  if (!key) return;
  await open(tab);
  const number = key.slice(1);
  for (const typed of [`§ ${number}`, `§${number}`, `${number} §`, `par ${number}`, `paragraf ${number}`]) {
    await ask(tab, typed);
    const found = await tab.locator('#straight a').allTextContents();
    expect(found.join() === choices.map(({ title }) => title).join(), `${typed} leads to ${found}`);
  }
  await faultless(tab, 'with a direct answer');
}

async function ownWord(tab) {
  const see = shortcuts.find(([key]) => key === 'knark') ?? shortcuts.find(([key, [first]]) => first.note.includes(`${key}: se `));
  await open(tab);
  await ask(tab, see[0]);
  expect((await tab.locator('#straight a').first().getAttribute('href')) === see[1][0].url, `${see[0]} does not lead to ${see[1][0].title}`);
}

async function mistyped(tab) {
  // A letter lost in the middle of some longer words that some record goes by: none of these must lead to what only begins alike.
  const vocabulary = [...new Set(site.files.filter((file) => /^sok\/ord\/sv-\d+\.json$/.test(file)).flatMap((file) => JSON.parse(readFileSync(join(site.root, file), 'utf8'))))];
  const long = vocabulary.filter((word) => word.length > 6);
  expect(long.length > 10, `${long.length} words to mistype`);
  await open(tab);
  let proposed = 0;
  for (const word of long.filter((_, at) => at % Math.ceil(long.length / 5) === 0)) {
    const at = word.length - 3;
    const typed = word.slice(0, at) + word.slice(at + 1);
    const told = await ask(tab, typed);
    const meant = await tab.locator('#found-meant a').allTextContents();
    if (/\d/.test(told)) {
      const marks = await tab.locator('#found-list mark').allTextContents();
      expect(marks.every((mark) => mark.toLowerCase().includes(typed.slice(0, 3))), `${typed} is answered with ${marks}`);
    } else {
      proposed += 1;
      expect(meant.includes(word), `${typed} is not taken for ${word}, but for ${meant}`);
      expect(await tab.locator('#found-list > li').count() === 0 && await tab.locator('#found-none').isVisible(), `${typed} has no hits and yet a list`);
    }
  }
  expect(proposed > 0, 'no mistyped word was proposed');
  if (proposed > 0) {
    await ask(tab, long.map((word) => word.slice(0, -3) + word.slice(-2)).find((typed) => !vocabulary.includes(typed)));
    await faultless(tab, 'where a word is proposed');
  }
}

async function nothingFound(tab) {
  await open(tab);
  const told = await ask(tab, NOWHERE);
  expect(told.includes(NOWHERE) && !/\d/.test(told), `not told that nothing is found: ${told}`);
  const phones = await tab.locator('#found-none a[href^="tel:"]').count();
  expect(await tab.locator('#found-none').isVisible() && phones > 1, 'no numbers to call where nothing is found');
  await faultless(tab, 'where nothing is found');
}

async function linked(tab) {
  await open(tab, `?q=${encodeURIComponent(INFLECTED.typed)}`);
  expect(/\d/.test(await answered(tab)), 'a link to a search finds nothing');
  expect((await tab.locator('#q').inputValue()) === INFLECTED.typed, 'a link to a search does not fill the field');
}

async function more(tab) {
  await open(tab, '?q=kommun');
  await answered(tab);
  const before = await tab.locator('#found-list > li').count();
  const button = tab.locator('#found-more');
  expect(before === 10 && await button.isVisible(), `${before} results at first`);
  await button.focus();
  await tab.keyboard.press('Enter');
  await tab.waitForFunction((before) => document.querySelectorAll('#found-list > li').length > before, before);
  expect(await tab.evaluate(() => [...document.querySelectorAll('#found-list > li')].indexOf(document.activeElement.closest('li'))) === before, 'the focus is not on the first new result');
}

async function withoutScripts(tab) {
  await tab.goto(home, { waitUntil: 'load' });
  expect(!(await tab.locator('#search').isVisible()), 'a dead form is shown without scripts');
  expect((await tab.locator('main .letters a').count()) > 3, 'A–Ö is not offered without scripts');
}

async function withoutIndex(tab) {
  await tab.route(/pagefind-entry|pagefind\.js/, (route) => route.abort());
  await tab.goto(home, { waitUntil: 'load' });
  await tab.locator('#search-lost').waitFor({ state: 'visible' });
  expect(!(await tab.locator('#search').isVisible()), 'a dead form is shown without an index');
}

/// Whether the Tab key leads to an element within a hundred steps.
async function reachable(tab, selector) {
  for (let step = 0; step < 100; step += 1) {
    await tab.keyboard.press('Tab');
    if (await tab.evaluate((selector) => document.activeElement.matches(selector), selector)) return true;
  }
  return false;
}

async function faultless(tab, where) {
  await tab.evaluate(`${axe};0`);
  for (const colorScheme of ['light', 'dark']) {
    await tab.emulateMedia({ colorScheme });
    const { violations } = await tab.evaluate((values) => globalThis.axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] }), AXE_TAGS);
    for (const { id, nodes } of violations) expect(false, `axe ${where}, ${colorScheme}: ${id} ${nodes[0].target}`);
  }
}

/// The folder as a web server would show it below the base path.
function serve(request, response) {
  const path = decodeURIComponent(new URL(request.url, host).pathname);
  const inside = path.startsWith(site.base) ? path.slice(site.base.length) : '404.html';
  const file = inside === '' || inside.endsWith('/') ? `${inside}index.html` : inside;
  const there = site.files.includes(file);
  response.writeHead(there ? 200 : 404, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
  response.end(there ? readFileSync(join(site.root, file)) : undefined);
}
