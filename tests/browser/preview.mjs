// Plays a writer at the preview, in a real browser over the running program and a copy of a site: what stands over a page while a file is broken, which
// pages are loaded again and what is kept then, a style that is edited, the keyboard, and axe. `preview.mjs PROGRAM SITE-FOLDER`: the folder is only read.
// With --faulty the pages get a script with known faults (selftest/preview.mjs), and it passes when each of them is found.
import { spawn } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { launch } from './chromium.mjs';
import { stop } from './site.mjs';

const faulty = process.argv.includes('--faulty') && (await import('./selftest/preview.mjs')).default;
const [program, folder] = process.argv.slice(2).filter((word) => word !== '--faulty').map((path) => resolve(path));
if (!folder) stop('usage: node preview.mjs [--faulty] PROGRAM SITE-FOLDER');

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const DAY = '2026-11-22';
const PATIENCE = 15_000;
const LONGEST = 300_000;
const LISTS = ['', 'findings/', 'due/', 'translations/', 'approval/', 'questions/', 'withheld/'];
const BROKEN = '+++\ntitle = "Prov"\nhittepa = "<b>x</b>"\n+++\n\nProv.\n';
const WORDS = {
  sv: {
    one: '1 fel i 1 fil.', two: '2 fel i 1 fil.', many: '30 fel', unknown: 'Nyckeln `hittepa` finns inte', shown: 'Det som går att läsa visas.', more: 'Fler fel: 10.',
    day: `Webbplatsen som den är ${DAY}.`, sound: 'Inga fel.', gone: 'Den här sidan finns inte just nu', label: 'Förhandsvisningen', all: 'Allt att se till',
  },
  en: {
    one: '1 error in 1 file.', two: '2 errors in 1 file.', many: '30 errors', unknown: 'hittepa', shown: 'What can be read is shown.', more: 'More errors: 10.',
    day: `The site as it is on ${DAY}.`, sound: 'No errors.', gone: 'This page is not there now', label: 'The preview', all: 'All there is to see to',
  },
};

const started = performance.now();
const faults = [];
let proved = 0;
const must = (holds, what) => {
  proved += 1;
  if (!holds) faults.push(what);
};
const never = (happened, what) => happened && faults.push(what);
const limit = setTimeout(() => stop(`preview: not done after ${LONGEST / 1000} s; found so far:\n${faults.join('\n')}`), LONGEST);
let spoil = []; // What the script of this run is spoiled with.
const browser = await launch('preview');
if (faulty) {
  let missed = 0;
  for (const { edits, expected } of faulty) {
    spoil = edits;
    faults.length = 0;
    await onSite('sv', ['--date', DAY], write);
    for (const pattern of expected.filter((pattern) => !faults.some((fault) => pattern.test(fault)))) {
      missed += 1;
      console.log(`preview: does not find ${pattern}; finds:\n${[...new Set(faults)].join('\n')}`);
    }
  }
  await browser.close();
  console.log(`preview: ${faulty.flatMap(({ expected }) => expected).length} faults to be found, ${missed} missed, ${seconds()} s`);
  process.exitCode = missed > 0 ? 1 : 0;
} else {
  for (const lang of ['sv', 'en']) await onSite(lang, ['--date', DAY], write);
  await onSite('sv', [], begin);
  await browser.close();
  for (const fault of new Set(faults)) console.log(`preview: ${fault}`);
  console.log(`preview: ${proved} things proved, ${faults.length} faults, ${seconds()} s`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}

clearTimeout(limit);

function seconds() {
  return ((performance.now() - started) / 1000).toFixed(1);
}

/// Lets `play` work on a copy of the site while the program shows it.
async function onSite(lang, options, play) {
  const site = mkdtempSync(join(tmpdir(), 'insyn-preview-'));
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, reducedMotion: 'reduce' });
  const preview = {};
  try {
    for (const part of ['content', 'themes']) cpSync(join(folder, part), join(site, part), { recursive: true });
    const save = (path, text) => writeFileSync(join(site, path), text);
    const start = async () => {
      preview.child = spawn(program, ['--root', site, 'serve', '--port', '0', '--lang', lang, ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
      process.once('exit', () => preview.child.kill());
      const address = await new Promise((told) => {
        createInterface(preview.child.stdout).on('line', (line) => told(/http:\/\/localhost(:\d+)(\/\S*)/.exec(line)));
        preview.child.on('exit', () => told(null));
      });
      return address ? { host: `http://127.0.0.1${address[1]}`, base: address[2] } : stop('preview: the program does not start');
    };
    if (faulty) await context.route('**/_insyn/reload.js', async (route) => route.fulfill({ body: spoiled(await (await route.fetch()).text()), contentType: 'text/javascript' }));
    const open = async (address) => {
      const tab = await context.newPage();
      // axe sets styles where it measures, which the policy forbids.
      tab.on('console', (message) => never(!tab.looking && message.type() === 'error' && !/status of (404|500)/.test(message.text()), `console: ${message.text()}`));
      tab.on('pageerror', (error) => never(true, `the script fails: ${error.message}`));
      tab.on('request', (request) => never(!request.url().startsWith(address.host), `asks another host: ${request.url()}`));
      tab.on('framenavigated', () => { tab.loads = (tab.loads ?? 0) + 1; });
      await tab.goto(address.host + address.path);
      return tab;
    };
    await play({ site, lang, say: WORDS[lang], save, start, open });
  } catch (error) {
    must(false, `${lang}: could not go on: ${error.message.split('\n')[0]}`);
  } finally {
    await context.unrouteAll({ behavior: 'ignoreErrors' });
    await context.close();
    preview.child?.kill();
    rmSync(site, { recursive: true, force: true });
  }
}

function spoiled(script) {
  return spoil.reduce((text, [from, to]) => (text.includes(from) ? text.replace(from, () => to) : stop(`preview: the script has no ${from}`)), script);
}

/// What stands over a page: `words`, its heading, whether it is unfolded, what has been told to those who hear, and how often.
function over(tab) {
  return tab.evaluate(() => {
    const root = [...document.body.children].find((element) => element.shadowRoot)?.shadowRoot;
    const section = root?.querySelector('section');
    const seen = section?.checkVisibility() && section.getBoundingClientRect().height > 1;
    return seen
      ? { words: section.innerText, heading: section.querySelector('h2')?.textContent ?? '', open: section.querySelector('details')?.open ?? true, told: root.querySelector('[role=status]')?.textContent ?? '', focused: root.activeElement?.localName ?? '' }
      : { words: '', heading: '', open: false, told: root?.querySelector('[role=status]')?.textContent ?? '', focused: root?.activeElement?.localName ?? '' };
  });
}

/// Waits until something holds; gives whether it ever did.
async function until(holds) {
  const deadline = performance.now() + (faulty ? 3_000 : PATIENCE);
  while (performance.now() < deadline) {
    if (await holds().catch(() => false)) return true;
    await new Promise((wake) => { setTimeout(wake, 30); });
  }
  return false;
}

/// Lets an edit come through: every page asks what it is to do, and does it.
async function told(tabs, edit) {
  const asked = tabs.map((tab) => tab.waitForResponse((response) => response.url().includes('/_insyn/now'), { timeout: faulty ? 3_000 : PATIENCE }).catch(() => {}));
  edit();
  await Promise.all(asked);
  await Promise.all(tabs.map((tab) => tab.waitForTimeout(400)));
}

/// Waits until the preview has said all that it has to say.
async function quiet(host) {
  const edition = async () => (await (await fetch(`${host}/_insyn/now?/`)).json()).edition;
  for (let was = '', is = await edition(); was !== is; [was, is] = [is, await edition()]) await new Promise((wake) => { setTimeout(wake, 1_000); });
}

/// What the reader sees of where they are: what is at the top, what is unfolded, what has the focus.
function place(tab) {
  return tab.evaluate(() => ({
    top: Math.round(scrollY),
    open: [...document.querySelectorAll('details')].flatMap((one, at) => (one.open ? [at] : [])).join(),
    focus: document.activeElement?.getAttribute('href') ?? document.activeElement?.localName,
    stays: globalThis.stays ?? false,
  }));
}

/// The reader goes into the middle of a page, unfolds something, and stands on a link.
async function settle(tab) {
  await tab.evaluate(() => {
    const folded = [...document.querySelectorAll('main details')];
    for (const one of [folded[1], folded[3]]) one.open = true;
    const links = [...document.querySelectorAll('main a[href]')];
    links[Math.floor(links.length / 2)].focus({ preventScroll: true });
    scrollTo(0, Math.floor(document.documentElement.scrollHeight / 3));
    globalThis.stays = true;
  });
  return place(tab);
}

/// A day of writing, with two pages open.
async function write({ site, lang, say, save, start, open }) {
  const source = 'content/results/andt-2016.md';
  const sound = readFileSync(join(site, source), 'utf8');
  const { host, base } = await start();
  const tab = await open({ host, path: `${base}sa-gick-det/andt-2016/` });
  const other = await open({ host, path: `${base}om/om/` });
  must(await until(async () => (await over(tab)).heading === say.day), `${lang}: the day that the site is shown for is not told`);

  // A file is broken: nothing is loaded again, and it is told over every page.
  const before = await settle(tab);
  await other.evaluate(() => { globalThis.stays = true; });
  await told([tab, other], () => save('content/pages/prov.md', BROKEN));
  must(await until(async () => (await over(tab)).heading === say.one), `${lang}: the error is not told: ${(await over(tab)).heading}`);
  const shown = await over(tab);
  for (const words of ['content/pages/prov.md:3:1', 'hittepa', say.shown, say.day, say.all]) must(shown.words.includes(words), `${lang}: over the page “${words}” is not said: ${shown.words}`);
  must(shown.told === say.one, `${lang}: the error is not told to those who hear: “${shown.told}”`);
  must((await over(other)).heading === say.one, `${lang}: the error does not stand over the other page`);
  must(JSON.stringify(await place(tab)) === JSON.stringify(before), `${lang}: an error elsewhere moves the reader: ${JSON.stringify(await place(tab))}, not ${JSON.stringify(before)}`);
  must(await tab.evaluate(() => [...document.querySelectorAll('main *')].every((element) => !element.textContent.includes('hittepa'))), `${lang}: the error is written into the page`);

  // Saved again with nothing new: it is not said again.
  await tab.evaluate(() => {
    const status = [...document.body.children].find((element) => element.shadowRoot).shadowRoot.querySelector('[role=status]');
    globalThis.said = 0;
    new MutationObserver(() => { globalThis.said += 1; }).observe(status, { childList: true, characterData: true, subtree: true });
  });
  await told([tab, other], () => save('content/pages/prov.md', `${BROKEN}Mer.\n`));
  must((await tab.evaluate(() => globalThis.said)) === 0, `${lang}: the same error is told again at each save`);
  await told([tab, other], () => save('content/pages/prov.md', BROKEN.replace('\n+++\n\n', '\nannat = 1\n+++\n\n')));
  must(await until(async () => (await over(tab)).heading === say.two), `${lang}: a second error is not shown: ${(await over(tab)).heading}`);
  must((await over(tab)).told === say.two, `${lang}: a second error is not told`);
  must((await place(tab)).focus === before.focus, `${lang}: the focus is taken at a save`);
  await look(tab, `${lang}, a page with errors over it`);
  await keys(tab, lang);

  // The page's own words change while another page's error stands: this page is loaded again, and the other is not.
  const was = await settle(tab);
  await told([tab], () => save(source, `${sound}\nNya ord om uppföljningen.\n`));
  must(await until(() => tab.evaluate(() => document.readyState === 'complete' && document.body.textContent.includes('Nya ord om uppföljningen.'))), `${lang}: what was saved is not shown`);
  await until(async () => (await over(tab)).heading === say.two);
  const is = await place(tab);
  must(!is.stays, `${lang}: the changed page is not loaded again`);
  must(Math.abs(is.top - was.top) <= 2, `${lang}: the scroll position is lost: ${is.top}, not ${was.top}`);
  must(is.open === was.open, `${lang}: what was unfolded is folded: “${is.open}”, not “${was.open}”`);
  must(is.focus === was.focus, `${lang}: the focus is lost: ${is.focus}, not ${was.focus}`);
  must((await over(tab)).told === '', `${lang}: the errors are told again after the page was loaded again`);
  must((await place(other)).stays && other.loads === 1, `${lang}: a page that did not change is loaded again`);
  await told([tab], () => save(source, sound));
  must(await until(() => tab.evaluate(() => document.readyState === 'complete' && !document.body.textContent.includes('Nya ord'))), `${lang}: an edit that is undone is not shown`);

  // The style changes: it is shown without loading anything again.
  const still = await settle(tab);
  const loads = tab.loads;
  await told([tab, other], () => appendFileSync(join(site, 'themes/medborgare/assets/style.css'), '\nmain h1 { color: rgb(1, 2, 3) }\n'));
  for (const one of [tab, other]) must(await until(() => one.evaluate(() => getComputedStyle(document.querySelector('main h1')).color === 'rgb(1, 2, 3)')), `${lang}: an edited style is not shown`);
  const styled = await place(tab);
  must(styled.stays && tab.loads === loads, `${lang}: an edited style loads the page again`);
  must(Math.abs(styled.top - still.top) <= 2 && styled.open === still.open && styled.focus === still.focus, `${lang}: an edited style moves the reader`);

  // The page's own file is broken: the page stays to be read, and says so; mended, all is as it was.
  await told([tab, other], () => save(source, '+++\ntitle = '));
  must(await until(async () => (await over(tab)).words.includes(say.gone)), `${lang}: a page whose file is broken does not say so: ${(await over(tab)).words}`);
  must((await place(tab)).stays, `${lang}: a page whose file is broken is taken away`);
  await told([tab, other], () => save(source, sound));
  must(await until(async () => !(await over(tab)).words.includes(say.gone)), `${lang}: a page whose file was mended says that it is gone`);
  must((await place(tab)).stays, `${lang}: a page that is as it was is loaded again`);

  // Mended: nothing but the day stands there, and that is told once.
  await told([tab, other], () => rmSync(join(site, 'content/pages/prov.md')));
  must(await until(async () => (await over(tab)).heading === say.day), `${lang}: mended errors still stand over the page: ${(await over(tab)).words}`);
  must((await over(tab)).told === say.sound, `${lang}: that all is mended is not told: “${(await over(tab)).told}”`);
  must(await until(async () => (await over(other)).heading === say.day), `${lang}: mended errors still stand over the other page`);

  // Thirty errors, and the preview's own pages, which are loaded again by themselves.
  const list = await open({ host, path: '/_insyn/findings/' });
  const keys30 = Array.from({ length: 30 }, (_, at) => `nyckel-${at} = 1`).join('\n');
  await told([tab], () => save('content/pages/prov.md', `+++\ntitle = "Prov"\n${keys30}\n+++\n\nProv.\n`));
  must(await until(async () => (await over(tab)).heading.startsWith(say.many)), `${lang}: thirty errors are not told: ${(await over(tab)).heading}`);
  must((await over(tab)).words.includes(say.more), `${lang}: that there are more errors is not told`);
  must(await until(() => list.evaluate(() => document.body.textContent.includes('nyckel-29'))), `${lang}: the open list of findings is not made anew`);
  must((await over(list)).heading === '', `${lang}: the list of findings has the same errors over it`);
  save('content/pages/prov-utkast.md', '+++\ntitle = "Ett utkast"\ndraft = true\n+++\n');
  save('content/pages/prov-borta.md', '+++\ntitle = "Borta"\n[withdrawn]\ndate = "2026-01-02"\nreason = "Fel version"\n+++\n');
  await quiet(host);
  for (const name of LISTS) {
    const page = await open({ host, path: `/_insyn/${name}` });
    await look(page, `${lang}, /_insyn/${name}`);
    await page.close();
  }
}

/// The whole walk with the keyboard: into what stands over the page, fold it, bring it back, and on to its link.
async function keys(tab, lang) {
  await tab.evaluate(() => {
    const stops = [...document.querySelectorAll('a[href], summary, button, input')].filter((element) => element.checkVisibility());
    stops.at(-1).focus();
  });
  await tab.keyboard.press('Tab');
  must((await over(tab)).focused === 'summary', `${lang}: the Tab key does not lead to what stands over the page: ${(await over(tab)).focused}`);
  const outline = await focusLine(tab);
  must(outline >= 2, `${lang}: the focus over the page shows no line of 2 px: ${outline}`);
  const height = await tab.evaluate(() => parseFloat(getComputedStyle(document.documentElement).paddingBottom));
  must(height > 50, `${lang}: what stands over the page hides its end`);
  await tab.keyboard.press('Enter');
  must(!(await over(tab)).open, `${lang}: the Enter key does not fold it`);
  await tab.reload();
  must(await until(async () => (await over(tab)).heading !== ''), `${lang}: folded and loaded again, nothing is left of it`);
  must(!(await over(tab)).open, `${lang}: it unfolds by itself when the page is loaded again`);
  await tab.evaluate(() => { [...document.querySelectorAll('a[href]')].at(-1).focus(); });
  await tab.keyboard.press('Tab');
  await tab.keyboard.press('Space');
  must((await over(tab)).open, `${lang}: it does not come back by the Space key`);
  await tab.keyboard.press('Tab');
  const link = await over(tab);
  must(link.focused === 'a' && (await focusLine(tab)) >= 2, `${lang}: the link to all findings is not reached: ${link.focused}`);
  await tab.keyboard.press('Escape');
  const folded = await over(tab);
  must(!folded.open && folded.focused === 'summary', `${lang}: the Escape key does not fold it`);
  if (folded.focused !== 'summary') return; // Else the Enter key would follow the link.
  await tab.keyboard.press('Enter');
  must((await over(tab)).open, `${lang}: it does not come back by the Enter key`);
}

function focusLine(tab) {
  return tab.evaluate(() => {
    const active = [...document.body.children].find((element) => element.shadowRoot)?.shadowRoot.activeElement;
    const style = active && getComputedStyle(active);
    return !style || style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth);
  });
}

/// Without a day, and with every file broken: it starts, and tells.
async function begin({ site, start, open }) {
  for (const entry of readdirSync(join(site, 'content'), { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    if (entry.isFile() && /\.(md|toml)$/.test(path)) writeFileSync(path, '+++\nx = [');
  }
  const { host, base } = await start();
  const tab = await open({ host, path: base });
  must(await until(async () => (await over(tab)).words.includes('content/accessibility.toml:1:1')), `with everything broken nothing is told: ${(await over(tab)).words}`);
  must(!(await over(tab)).words.includes('--date'), 'a day is told though none was asked for');
  await look(tab, 'everything broken');
  cpSync(join(folder, 'content'), join(site, 'content'), { recursive: true, force: true });
  const title = /^title = "(.*)"/m.exec(readFileSync(join(folder, 'content/site.toml'), 'utf8'))?.[1];
  must(await until(() => tab.evaluate((title) => document.querySelector('h1')?.textContent === title, title)), 'a site that was mended whole is not shown where the reader is');
  must(await until(async () => !(await over(tab)).words.includes('content/')), 'errors stand over a site that was mended whole');
}

/// Asks axe about a page, in light and dark, wide and narrow.
async function look(tab, name) {
  tab.looking = true;
  for (const [mode, colorScheme, width] of [['light', 'light', 1200], ['dark', 'dark', 390]]) {
    await tab.emulateMedia({ colorScheme });
    await tab.setViewportSize({ width, height: 800 });
    await tab.evaluate(`${axe}; 0`);
    const results = await tab.evaluate((tags) => globalThis.axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] }), AXE_TAGS);
    for (const { id, help, nodes } of results.violations) must(false, `${name}, ${mode}: axe ${id}: ${help}: ${nodes.map((node) => node.target.join(' ')).slice(0, 3).join(', ')}`);
    must(results.passes.length > 5, `${name}, ${mode}: axe saw nothing`);
    const wide = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    must(wide <= 0, `${name}, ${mode}: ${wide} px wider than the window`);
  }
  await tab.emulateMedia({ colorScheme: 'light' });
  await tab.setViewportSize({ width: 1200, height: 800 });
  tab.looking = false;
}
