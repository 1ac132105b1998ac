// Tries the schemas for real with taplo, which editors use: what the example sites say passes, in .toml files as the site's own .taplo.toml has it and
// between +++ as each kind's schema has it; and every sort of slip is refused. `schema.mjs PROGRAM SITE-FOLDER…`: the folders are only read.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { stop } from './site.mjs';

const [program, ...sites] = process.argv.slice(2).map((path) => resolve(path));
if (sites.length === 0) stop('usage: node schema.mjs PROGRAM SITE-FOLDER…');
const taplo = createRequire(import.meta.url).resolve('@taplo/cli/dist/cli.js');
const RESULT = 'title = "x"\nfollows-up = "strategies/p"\nperiod = "2016"\nextent = "fullständig"\n[[action]]\ntitle = "x"\nstatus = "genomförd"';
const started = performance.now();
const faults = [];
let tried = 0;
const work = mkdtempSync(join(tmpdir(), 'insyn-schema-'));
try {
  sites.forEach(look);
  refuse();
} finally {
  rmSync(work, { recursive: true });
}
faults.forEach((fault) => console.log(fault));
console.log(`schema: ${tried} texts, ${faults.length} faults, ${((performance.now() - started) / 1000).toFixed(1)} s`);
process.exitCode = faults.length > 0 ? 1 : 0;

function lint(folder, ...words) {
  const ran = spawnSync(process.execPath, [taplo, 'lint', ...words], { cwd: folder, encoding: 'utf8' });
  if (ran.error) stop(`schema: taplo does not start: ${ran.error.message}`);
  return { passes: ran.status === 0, words: ran.stderr + ran.stdout };
}

/// A site set up for editors: its .toml files as an editor sees them, then the front matter of its .md files by the kind of their folder.
function look(site, number) {
  const copy = join(work, `site-${number}`);
  mkdirSync(copy);
  cpSync(join(site, 'content'), join(copy, 'content'), { recursive: true });
  const wrote = spawnSync(program, ['schema', '--write', '--root', copy], { encoding: 'utf8' });
  if (wrote.status !== 0) stop(`schema: ${wrote.stderr}`);
  const whole = lint(copy);
  if (!whole.passes) faults.push(`${site}: .toml files: ${whole.words}`);
  const files = readdirSync(join(copy, 'content'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const fronts = new Map();
  for (const entry of files) {
    const path = relative(join(copy, 'content'), join(entry.parentPath ?? entry.path, entry.name)).split(sep).join('/');
    if (path.endsWith('.toml')) tried += 1;
    const front = path.endsWith('.md') && /^\+\+\+\r?\n([\s\S]*?)^\+\+\+/m.exec(readFileSync(join(copy, 'content', path), 'utf8'))?.[1];
    if (!front) continue;
    const kind = /\.[a-z]{2}(-[a-z]+)?\.md$/.test(path) ? 'translation' : kindOf(path.split('/')[0], copy);
    const file = join(work, `${number}-${path.replaceAll('/', '_')}.toml`);
    writeFileSync(file, front);
    fronts.set(kind, [...(fronts.get(kind) ?? []), file]);
    tried += 1;
  }
  for (const [kind, texts] of fronts) {
    const found = lint(work, '--schema', pathToFileURL(join(copy, '.insyn/schemas', `${kind}.json`)).href, ...texts);
    if (!found.passes) faults.push(`${site}: ${kind}: ${found.words}`);
  }
  // The set-up is what refuses, and not only what lets through.
  writeFileSync(join(copy, 'content/terms.toml'), '[[term]]\nid = "ord"\ntitel = "Ord"\n');
  if (lint(copy).passes) faults.push(`${site}: a wrong key in content/terms.toml passes: .taplo.toml is not heeded`);
}

/// The kind of a folder's records, by what the configuration says of them.
function kindOf(folder, copy) {
  const rule = readFileSync(join(copy, '.taplo.toml'), 'utf8').split(`"content/${folder}/**/*.toml"`)[1];
  return /schemas\/(.*?)\.json/.exec(rule ?? '')?.[1] ?? stop(`schema: no schema for content/${folder}`);
}

/// Texts that a schema must refuse, and beside each the same text put right.
function refuse() {
  const schemas = join(work, 'schemas');
  if (spawnSync(program, ['schema', '--out', schemas]).status !== 0) stop('schema: the schemas cannot be written');
  const cases = [
    ['page', 'titel = "x"', 'title = "x"', 'a wrong key'],
    ['page', 'summary = "x"', 'title = "x"\nsummary = "x"', 'a missing key'],
    ['page', 'title = 1', 'title = "1"', 'a wrong type'],
    ['page', 'title = "x"\nreviewed = "i går"', 'title = "x"\nreviewed = "2026-01-02"', 'a wrong day'],
    ['page', 'title = "x"\npage = { url = 1 }', 'title = "x"\n[extra]\nurl = 1', 'a table that is not there'],
    ['indicator', 'title = "x"\nunit = 3', 'title = "x"\nunit = "andel"', 'a number for a word'],
    ['result', RESULT.replace('genomförd', 'klart'), RESULT, 'a status that is not one'],
    ['result', RESULT.replace('"2016"', '"2016-13-40-1"'), RESULT, 'a period that is not one'],
    ['organisations.toml', '[[organisation]]\ntitle = "x"', '[[organisation]]\nid = "x"\ntitle = "x"', 'a record without id'],
    ['organisations.toml', '[[organisation]]\nid = "Å b"\ntitle = "x"', '[[organisation]]\nid = "a-b"\ntitle = "x"', 'a wrong id'],
    ['site', 'title = "x"', 'title = "x"\n[municipality]\nname = "x"', 'a site without municipality'],
    ['translation', 'title = "x"\nperiod = "2016"', 'title = "x"\nsummary = "x"', 'a fact in a translation'],
  ];
  for (const [schema, wrong, right, what] of cases) {
    for (const [text, passes] of [[wrong, false], [right, true]]) {
      const file = join(work, 'case.toml');
      writeFileSync(file, `${text}\n`);
      const found = lint(work, '--schema', pathToFileURL(join(schemas, `${schema}.json`)).href, file);
      if (found.passes !== passes) faults.push(`${schema}: ${what} ${passes ? 'put right is refused' : 'passes'}: ${found.words}`);
      tried += 1;
    }
  }
}
