// Chromium, for the checkers that need a browser: its start, the site as a web server shows it, and the walk over all pages.
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { chromium } from 'playwright-core';
import { report, stop } from './site.mjs';

const IN_PARALLEL = 2;
const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.mjs': 'text/javascript', '.json': 'application/json',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.jpg': 'image/jpeg', '.webp': 'image/webp', '.ico': 'image/x-icon', '.woff2': 'font/woff2',
  '.wasm': 'application/wasm', '.xml': 'application/xml', '.txt': 'text/plain; charset=utf-8',
};

/// Starts it; `name` is that of the checker.
export function launch(name) {
  const executablePath = find(name);
  // No name but this machine's is looked up, so a stray request is seen and yet goes nowhere.
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
    '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'];
  return chromium.launch({ executablePath, args }).catch((error) => stop(`${name}: Chromium does not start: ${error.message}`));
}

function find(name) {
  const places = process.env.CHROMIUM ? [process.env.CHROMIUM] : ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  return places.find(existsSync) ?? stop(`${name}: no Chromium at ${places.join(', ')}; the variable CHROMIUM may name another place`);
}

/// The folder as a web server would show it below the base path; `host` is where, `close` ends it.
export async function serve(site) {
  const there = new Set(site.files);
  const server = createServer((request, response) => {
    let path;
    try {
      path = decodeURIComponent(new URL(request.url, 'http://127.0.0.1').pathname);
    } catch {
      path = '';
    }
    const inside = path.startsWith(site.base) ? path.slice(site.base.length) : '404.html';
    const file = inside === '' || inside.endsWith('/') ? `${inside}index.html` : inside;
    const found = path.startsWith(site.base) && there.has(file);
    response.writeHead(found ? 200 : 404, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    response.end(found ? readFileSync(join(site.root, file)) : undefined);
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return { host: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/// Opens every chosen page of a site, a few at a time, each in a tab that is used again and again, and lets `look` ask its questions.
/// `look({ tab, cdp, page, context, host, step, go })` gives the faults as texts; `go()` loads the page; `step(name, action)` keeps the time of a part.
/// `options` are Playwright's for a context. Then tells all faults, with `more(found)`, if given, adding those that only all pages together show.
export async function eachPage(name, site, look, { options = {}, more = async () => [] } = {}) {
  const started = performance.now();
  const { host, close } = await serve(site);
  const browser = await launch(name);
  const pages = site.chosen.filter((page) => !page.redirect); // A redirect page is left before anyone reads it.
  const found = new Map(pages.map((page) => [page.path, []]));
  const spent = {};
  const queue = [...pages];
  const step = async (part, action) => {
    const begun = performance.now();
    const value = await action();
    spent[part] = (spent[part] ?? 0) + performance.now() - begun;
    return value;
  };
  const work = async () => {
    let seat;
    for (let page = queue.shift(); page; page = queue.shift()) {
      try {
        seat ??= await sit(browser, options);
        const go = () => step('load', () => arrive(seat.tab, host + page.url));
        found.get(page.path).push(...(await look({ ...seat, page, host, step, go })));
      } catch (error) {
        found.get(page.path).push(`could not be checked: ${error.message.split('\n')[0]}`);
        await seat?.context.close().catch(() => {});
        seat = undefined; // A tab that failed once is not trusted again.
      }
    }
  };
  await Promise.all(Array.from({ length: IN_PARALLEL }, work));
  const faults = pages.flatMap(({ path }) => found.get(path).map((what) => ({ page: path, what: what.replaceAll(host, '') })));
  faults.push(...(await more(pages)));
  await browser.close();
  close();
  console.log(`${name}: ${Object.entries(spent).map(([part, time]) => `${part} ${Math.round(time / pages.length)} ms`).join(', ')} per page`);
  report(name, pages.length, faults, (performance.now() - started) / 1000);
}

/// Opens a page and gives the answer to it. One with a script is looked at when the script has what it asked for, not in whatever state it happens to be.
async function arrive(tab, address) {
  const response = await tab.goto(address, { waitUntil: 'load' });
  if (await tab.evaluate(() => document.scripts.length)) await tab.waitForLoadState('networkidle');
  return response;
}

async function sit(browser, options) {
  const context = await browser.newContext({ reducedMotion: 'reduce', colorScheme: 'light', viewport: { width: 1280, height: 800 }, ...options });
  const tab = await context.newPage();
  return { context, tab, cdp: await context.newCDPSession(tab) };
}

/// Opens all that is folded, so that what lies in it is looked at too.
export function unfold(tab) {
  return tab.evaluate(() => {
    for (const folded of document.querySelectorAll('details')) folded.open = true;
  });
}

/// How elements are named in a fault; goes into the page as text, before the function that needs it.
export const NAMED = `
  const named = (element) => {
    const words = (element.getAttribute('aria-label') || element.textContent || '').replace(/\\s+/g, ' ').trim();
    const classes = [...element.classList].slice(0, 2).map((one) => '.' + one).join('');
    const holder = classes || element.id ? undefined : element.parentElement?.closest('[class]');
    const place = holder && holder !== document.body ? '.' + holder.classList[0] + ' ' : '';
    return place + element.localName + (element.id ? '#' + element.id : '') + classes + (words ? ' “' + (words.length > 40 ? words.slice(0, 40) + '…' : words) + '”' : '');
  };`;

/// Runs `ask` in the page with what the texts before it define. What `ask` gives must be plain data.
export function inPage(tab, ask, given, ...texts) {
  return tab.evaluate(`(() => { ${[NAMED, ...texts].join('\n')}; return (${ask})(${JSON.stringify(given ?? null)}) })()`);
}
