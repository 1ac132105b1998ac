// Validates the markup of every page of a built site with html-validate and with the Nu Html Checker, whose warnings count as faults too.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HtmlValidate } from 'html-validate';
import config from './html-validate.config.mjs';
import { commandLine, report, stop } from './site.mjs';

// The checker reads files, which have no host, so to its mind no style, script or picture is from 'self'; a browser under this policy loads it (a11y.mjs, search.mjs).
const OWN_FILE_SEEN_WITHOUT_HOST = /^Resource violates Content Security Policy \(meta tag\): (external (stylesheet|script) “\/[^/][^”]*” blocked by “(style|script)-src”|image “\/[^/][^”]*” blocked by “img-src”) directive\.$/;
// A data block is not run, and no policy asks about it: browsers know it for one before they look at the policy (HTML, "prepare the script element").
const INLINE_SCRIPT = /^Inline script violates Content Security Policy/;
const DATA_BLOCK = /<script type="application\/ld\+json">/;

const site = commandLine('validate');
const started = performance.now();
const faults = [];
const paths = site.chosen.map((page) => page.path);
await htmlValidate();
const between = performance.now();
nuHtmlChecker();
console.log(`html-validate ${((between - started) / 1000).toFixed(1)} s, vnu ${((performance.now() - between) / 1000).toFixed(1)} s`);
faults.sort((a, b) => paths.indexOf(a.page) - paths.indexOf(b.page));
report('validate', paths.length, faults, (performance.now() - started) / 1000);

async function htmlValidate() {
  const validator = new HtmlValidate(config);
  for (const path of paths) {
    const text = readFileSync(join(site.root, path), 'utf8');
    const { results } = await validator.validateString(text, path);
    for (const { line, ruleId, message } of results.flatMap((result) => result.messages)) {
      faults.push({ page: path, what: `line ${line}: html-validate ${ruleId}: ${message}` });
    }
  }
}

/// All pages in one virtual machine, whose start alone costs seconds.
function nuHtmlChecker() {
  const jar = fileURLToPath(import.meta.resolve('vnu-jar/build/dist/vnu.jar'));
  const folder = mkdtempSync(join(tmpdir(), 'insyn-vnu-'));
  const output = join(folder, 'findings.json');
  const ran = spawnSync('java', ['-jar', jar, '--format', 'json', ...paths.map((path) => join(site.root, path))], {
    stdio: ['ignore', 'ignore', openSync(output, 'w')],
  });
  const text = readFileSync(output, 'utf8');
  rmSync(folder, { recursive: true });
  if (ran.error) stop(`validate: java does not start: ${ran.error.message}`);
  let messages;
  try {
    ({ messages } = JSON.parse(text));
  } catch {
    stop(`validate: the Nu Html Checker broke off (exit code ${ran.status}):\n${text}`);
  }
  for (const { url, type, lastLine, message, extract } of messages) {
    if (OWN_FILE_SEEN_WITHOUT_HOST.test(message) || (INLINE_SCRIPT.test(message) && DATA_BLOCK.test(extract))) continue;
    const page = url ? relative(site.root, fileURLToPath(url)) : '(all pages)';
    faults.push({ page, what: `line ${lastLine ?? '?'}: vnu ${type}: ${message}` });
  }
  if (ran.status !== 0 && messages.length === 0) stop(`validate: the Nu Html Checker found nothing and yet ended with ${ran.status}`);
}
