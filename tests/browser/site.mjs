// What the checkers share: the command line, the pages of a built site, and how faults are told. Nothing here comes from insyn.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'parse5';

// An extract is shown by another site in its own frame and style, so it is judged by what it says and leads to, and not by how it looks.
const OF_WORDS = ['links', 'plain', 'validate'];
const isExtract = (path) => /(^|\/)utdrag\.html$/.test(path);

/// `NAME.mjs FOLDER [--base /path/] [--only PATH-PREFIX]… [--files] [--with FILE]`; with --files the pages are opened from the folder, without a
/// web server; --with names what people wrote for the checker, where it needs such a thing.
export function commandLine(name) {
  let parsed;
  const options = { base: { type: 'string' }, only: { type: 'string', multiple: true, default: [''] }, files: { type: 'boolean', default: false }, with: { type: 'string' } };
  try {
    parsed = parseArgs({ allowPositionals: true, options });
  } catch (error) {
    stop(`${name}: ${error.message}`);
  }
  const { values, positionals } = parsed;
  if (positionals.length !== 1) stop(`usage: node ${name}.mjs FOLDER [--base /path/] [--only PATH-PREFIX]… [--files] [--with FILE]`);
  const only = values.only.map((prefix) => prefix.replace(/^\//, ''));
  return { ...readSite(resolve(positionals[0]), values.base, only, values.files, OF_WORDS.includes(name)), with: values.with && resolve(values.with) };
}

/// The site: `files` (all paths), `pages` (path, url, document, redirect, extract), `chosen` (the pages that --only names), `base` and `origin`,
/// `home`: the address of its start page, and `served`: whether a web server shows it, which gives a folder's index.html for the folder.
function readSite(root, givenBase, only, asFiles, withExtracts) {
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) stop(`no such folder: ${root}`);
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join('/'))
    .sort();
  const texts = new Map(files.filter((file) => file.endsWith('.html')).map((file) => [file, readFileSync(join(root, file), 'utf8')]));
  if (texts.size === 0) stop(`no page in ${root}`);
  const documents = new Map([...texts].map(([file, text]) => [file, parse(text, { sourceCodeLocationInfo: true })]));
  // Where the site will stand is told by the first page's canonical address, unless --base says otherwise.
  const canonical = elements(documents.get('index.html')).find((element) => element.tagName === 'link' && attribute(element, 'rel') === 'canonical');
  const home = new URL(attribute(canonical, 'href') ?? '/', 'http://site.invalid');
  // As files it may lie in any folder, so nothing in it may count on a certain one.
  const base = asFiles ? '/some/folder/' : (givenBase ?? home.pathname);
  if (!base.startsWith('/') || !base.endsWith('/')) stop(`the base path must begin and end with a slash: ${base}`);
  const pages = [...documents].map(([path, document]) => ({
    path,
    url: base + (asFiles ? path : path.replace(/(^|\/)index\.html$/, '$1')).split('/').map(encodeURIComponent).join('/'),
    document,
    extract: isExtract(path),
    redirect: elements(document).some((element) => attribute(element, 'http-equiv')?.toLowerCase() === 'refresh'),
  }));
  const chosen = pages.filter((page) => only.some((prefix) => page.path.startsWith(prefix)) && (withExtracts || !page.extract));
  if (chosen.length === 0) stop(`no page begins with ${only.join(' or ')}`);
  return { root, base, home: home.href, origin: asFiles ? undefined : home.origin, served: !asFiles, files, pages, chosen };
}

/// Every element of a parsed document in its order, those within <template> too.
export function elements(node, found = []) {
  for (const child of node?.childNodes ?? []) {
    if (child.tagName) found.push(child);
    elements(child, found);
  }
  if (node?.content) elements(node.content, found);
  return found;
}

export const attribute = (element, name) => element?.attrs?.find((attr) => attr.name === name)?.value;

export const lineOf = (element) => element?.sourceCodeLocation?.startLine;

/// One line per fault, `PAGE: WHAT`; then the totals, of pages or what else was looked at; the exit code says whether there was any.
export function report(name, count, faults, seconds, what = 'pages') {
  for (const fault of faults) console.log(`${fault.page}: ${fault.what.replace(/\s+/g, ' ').trim()}`);
  console.log(`${name}: ${count} ${what}, ${faults.length} faults, ${seconds.toFixed(1)} s`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}

/// What keeps a checker from checking is no fault of the site: exit code 2.
export function stop(message) {
  console.error(message);
  process.exit(2);
}
