// Opens every page of a built site in Chromium, once, and asks: does axe find a fault, in light and in dark? does IBM's engine? does the page fit
// a width of 320 px? is each table a table to a screen reader? does the page ask another host, store anything or err on the console?
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { launch } from './chromium.mjs';
import { commandLine, report } from './site.mjs';

const IN_PARALLEL = 2;
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.mjs': 'text/javascript', '.json': 'application/json',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.jpg': 'image/jpeg', '.webp': 'image/webp', '.ico': 'image/x-icon', '.woff2': 'font/woff2',
  '.wasm': 'application/wasm', '.xml': 'application/xml', '.txt': 'text/plain; charset=utf-8',
};
const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const ibm = readFileSync(require.resolve('accessibility-checker-engine/ace.js'), 'utf8');

const site = commandLine('a11y');
const started = performance.now();
const server = createServer(serve);
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
const host = `http://127.0.0.1:${server.address().port}`;
const browser = await launch('a11y');

const pages = site.chosen.filter((page) => !page.redirect); // A redirect page is left before anyone reads it.
const found = new Map(pages.map((page) => [page.path, []]));
const spent = {};
const queue = [...pages];
await Promise.all(Array.from({ length: IN_PARALLEL }, work));
await browser.close();
server.close();
const faults = pages.flatMap(({ path }) => found.get(path).map((what) => ({ page: path, what })));
console.log(Object.entries(spent).map(([step, time]) => `${step} ${Math.round(time / pages.length)} ms`).join(', ') + ' per page');
report('a11y', pages.length, faults, (performance.now() - started) / 1000);

async function step(name, action) {
  const begun = performance.now();
  const value = await action();
  spent[name] = (spent[name] ?? 0) + performance.now() - begun;
  return value;
}

/// One of those that take pages from the queue. Each page gets a context of its own, so that it is answerable for what is stored there.
async function work() {
  for (let page = queue.shift(); page; page = queue.shift()) {
    const faults = found.get(page.path);
    const options = { reducedMotion: 'reduce', colorScheme: 'light', viewport: { width: 1280, height: 800 } };
    const context = await step('open', () => browser.newContext(options));
    try {
      await look(context, page, faults);
    } catch (error) {
      faults.push(`could not be checked: ${error.message.split('\n')[0]}`);
    }
    await step('close', () => context.close());
  }
}

async function look(context, page, faults) {
  const tab = await step('open', () => context.newPage());
  const written = [];
  const listen = (message) => message.type() === 'error' && written.push(`console: ${message.text()} ${message.location().url ?? ''}`);
  tab.on('console', listen);
  tab.on('pageerror', (error) => written.push(`script error: ${error.message}`));
  tab.on('request', (request) => {
    if (!request.url().startsWith(`${host}/`) && !/^(data|blob):/.test(request.url())) faults.push(`asks another host: ${request.url()}`);
  });
  const response = await step('load', () => tab.goto(host + page.url, { waitUntil: 'load' }));
  if (response.status() !== 200) faults.push(`answers with ${response.status()}`);
  tab.off('console', listen); // What the engines below write is not the page's.
  faults.push(...written.map((text) => text.replaceAll(host, '')));
  const stored = await tab.evaluate(() => localStorage.length + sessionStorage.length);
  if (stored > 0 || (await context.cookies()).length > 0) faults.push('stores something in the browser');
  faults.push(...(await step('tree', () => layoutTables(context, tab))));
  await step('engines', () => tab.evaluate(`${axe};${ibm};0`));
  faults.push(...(await step('axe', () => runAxe(tab, { type: 'tag', values: AXE_TAGS }, 'axe'))));
  faults.push(...(await step('ibm', () => runIbm(tab))));
  await tab.emulateMedia({ colorScheme: 'dark' });
  faults.push(...(await step('dark', () => runAxe(tab, { type: 'rule', values: ['color-contrast'] }, 'axe in dark mode'))));
  await tab.emulateMedia({ colorScheme: 'light' });
  await tab.setViewportSize({ width: 320, height: 640 });
  faults.push(...(await step('narrow', () => tab.evaluate(overflow))));
}

/// Chromium takes a table without headers for mere layout and does not tell a screen reader of it.
async function layoutTables(context, tab) {
  const session = await context.newCDPSession(tab);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  if (nodes.length < 2) return ['nothing on the page is told to a screen reader'];
  return nodes.filter((node) => node.role?.value === 'LayoutTable').map(() => 'a table is told to screen readers as mere layout');
}

async function runAxe(tab, runOnly, name) {
  const violations = await tab.evaluate(async (options) => (await globalThis.axe.run(document, options)).violations, { runOnly, resultTypes: ['violations'] });
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${name} ${id}: ${help}: ${node.target.flat().join(' ')}`));
}

async function runIbm(tab) {
  const violations = await tab.evaluate(async () => {
    const { results } = await new globalThis.ace.Checker().check(document, ['IBM_Accessibility']);
    // A region that may scroll takes the keyboard's focus at every width. The engine grants that only where it scrolls at this width.
    const mayScroll = (path) => {
      const element = document.evaluate(path, document, null, XPathResult.FIRST_ORDERED_NODE_TYPE).singleNodeValue;
      return element?.getAttribute('role') === 'region' && ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);
    };
    return results
      .filter(({ value }) => value[0] === 'VIOLATION' && value[1] === 'FAIL')
      .map(({ ruleId, message, path }) => ({ ruleId, message, dom: path.dom }))
      .filter(({ ruleId, dom }) => ruleId !== 'element_tabbable_role_valid' || !mayScroll(dom));
  });
  return violations.map(({ ruleId, message, dom }) => `ibm ${ruleId}: ${message} ${dom}`);
}

/// Runs in the page: what is wider than the window and not inside a box that scrolls.
function overflow() {
  const width = document.documentElement.clientWidth;
  const root = document.scrollingElement;
  if (root.scrollWidth <= width) return [];
  const scrolls = (element) => element && element !== document.body && element !== root && (getComputedStyle(element).overflowX !== 'visible' || scrolls(element.parentElement));
  const wide = [...document.body.querySelectorAll('*')].filter((element) => element.getBoundingClientRect().right > width + 0.5 && !scrolls(element.parentElement));
  const names = wide.slice(0, 3).map((element) => `<${element.localName}${element.classList.length ? ` class="${element.className.baseVal ?? element.className}"` : ''}>`);
  return [`is ${root.scrollWidth} px wide in a window of ${width} px: ${names.join(' ')}`];
}

/// The folder as a web server would show it below the base path.
function serve(request, response) {
  let path;
  try {
    path = decodeURIComponent(new URL(request.url, host).pathname);
  } catch {
    path = '';
  }
  const inside = path.startsWith(site.base) ? path.slice(site.base.length) : '404.html';
  const file = inside === '' || inside.endsWith('/') ? `${inside}index.html` : inside;
  const there = path.startsWith(site.base) && site.files.includes(file);
  response.writeHead(there ? 200 : 404, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
  response.end(there ? readFileSync(join(site.root, file)) : undefined);
}
