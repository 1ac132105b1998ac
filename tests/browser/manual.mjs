// Looks at the program's own pages, the lists of the preview and the manual, as at those of a built site: takes every page that they lead to from the
// running program over a copy of the site with a few slips, puts them in a folder, and asks the other checkers. `manual.mjs PROGRAM SITE-FOLDER`: the folder is only read.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parse } from 'parse5';
import { attribute, elements, stop } from './site.mjs';

const [program, folder] = process.argv.slice(2).map((path) => resolve(path));
if (!folder) stop('usage: node manual.mjs PROGRAM SITE-FOLDER');
// Rules have one form: of their pages these are looked at by the engines, which take seconds for each; all are validated.
const RULES = ['unknown-key', 'impossible-date', 'stale-translation', 'vanished-page', 'no-site'];

// A copy with something in every list.
const site = mkdtempSync(join(tmpdir(), 'insyn-manual-site-'));
for (const part of ['content', 'themes']) cpSync(join(folder, part), join(site, part), { recursive: true });
const page = (name, text) => writeFileSync(join(site, 'content/pages', name), text);
page('prov-fel.md', '+++\ntitel = "<b>Fel"\nreviewed = "2062-01-01"\n+++\n\n[Läs](finns-inte.md) och ![](bild.jpg)\n');
page('prov-utkast.md', '+++\ntitle = "Ett utkast"\ndraft = true\n+++\n');
page('prov-borta.md', '+++\ntitle = "Borta"\n[withdrawn]\ndate = "2026-01-02"\nreason = "Fel version"\n+++\n');

const preview = spawn(program, ['--root', site, 'serve', '--port', '0', '--date', '2026-11-22', '--lang', 'sv'], { stdio: ['ignore', 'pipe', 'inherit'] });
const out = mkdtempSync(join(tmpdir(), 'insyn-manual-'));
try {
  const origin = await new Promise((told) => createInterface(preview.stdout).on('line', (line) => told(/http:\/\/localhost:\d+/.exec(line)?.[0])));
  const paths = await take(origin);
  const only = paths.filter((path) => !/\/rules\/./.test(path) || RULES.some((rule) => path.endsWith(`/rules/${rule}/`)));
  const chosen = only.flatMap((path) => ['--only', `${path.slice(1)}index.html`]);
  const ended = [check('validate'), check('a11y', ...chosen), check('reflow', ...chosen), check('keyboard', ...chosen)];
  console.log(`manual: ${paths.length} pages`);
  process.exitCode = Math.max(...ended);
} finally {
  preview.kill();
  rmSync(out, { recursive: true });
  rmSync(site, { recursive: true });
}

/// Every page that the first one leads to below the program's own address, as files; gives their paths.
async function take(origin) {
  const queue = ['/_insyn/', '/_insyn/manual/sv/'];
  const known = new Set(queue);
  put('_insyn/sheet.css', await (await fetch(`${origin}/_insyn/sheet.css`)).text());
  for (const path of queue) {
    const answer = await fetch(origin + path, { redirect: 'manual' });
    if (answer.status !== 200) stop(`manual: ${path} answers ${answer.status}`);
    // The reload script is the preview's, and listens for ever.
    const page = (await answer.text()).replace(/<script src="\/_insyn\/reload.js"[^>]*><\/script>\n/, '');
    put(`${path.slice(1)}index.html`, page);
    if (path === '/_insyn/') put('index.html', page);
    for (const link of elements(parse(page)).filter((element) => element.tagName === 'a')) {
      const target = attribute(link, 'href')?.split('#')[0] ?? '';
      if (target.startsWith('/_insyn/') && !known.has(target)) {
        known.add(target);
        queue.push(target);
      }
    }
  }
  return queue;
}

function put(path, text) {
  mkdirSync(dirname(join(out, path)), { recursive: true });
  writeFileSync(join(out, path), text);
}

function check(checker, ...options) {
  const script = fileURLToPath(new URL(`${checker}.mjs`, import.meta.url));
  const judged = fileURLToPath(new URL('manual.judged.mjs', import.meta.url));
  return spawnSync(process.execPath, [script, out, '--base', '/', '--with', judged, ...options], { stdio: 'inherit' }).status ?? 2;
}
