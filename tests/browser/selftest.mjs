// Proves the checkers: each must find nothing in selftest/sound and, in selftest/faulty, every fault that was put there.
// A checker that cannot fail is worth nothing.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

// bones/ is so broken that the engines find more in it than is listed here; on every other page a fault that is not listed is a fault of the checker.
const EXPECTED = {
  links: [
    /^index.html: line 19: dead link: borta\//,
    /^index.html: line 20: link to a folder without its last slash: wide/,
    /^index.html: line 21: no element has the id that is linked to: wide\/#borta/,
    /^index.html: line 22: dead link: https:\/\/exempel.invalid\/borta.csv/,
    /^index.html: line 23: link to nowhere/,
    /^index.html: line 24: inline code in a link/,
    /^index.html: line 26: asks another host: https:\/\/annan.invalid\/bild.png/,
    /^index.html: line 26: dead link: borta.png/,
    /^404.html: line 14: relative link wide\//,
    /^dark\/index.html: no chain of links leads here/,
    /^flytt\/index.html: line 7: dead link: ..\/borta\//,
    /^style.css: dead link: missing.css/,
    /^style.css: dead link: missing.svg/,
    /^style.css: asks another host: https:\/\/font.invalid\/a.woff2/,
    /^bones\/index.html: line 12: id "a" is used twice/,
    /^bones\/index.html: line 7: inline <style>/,
    /^bones\/index.html: line 9: event handler onload on <body>/,
    /^bones\/index.html: line 11: style attribute on <div>/,
    /^bones\/index.html: line 13: dead link: ..\/mark.svg/,
    /^bones\/index.html: line 17: inline <script>/,
    /^bones\/index.html: no language on <html>/,
    /^bones\/index.html: no <title>/,
    /^bones\/index.html: 0 <h1>, not one/,
    /^bones\/index.html: 0 <main>, not one/,
    /^bones\/index.html: line 10: the first link does not skip to <main>/,
  ],
  'links --files': [
    /^index.html: line 14: dead link: plan\//,
    /^index.html: line 15: link out of the site's folder .*: \/plan\/index.html/,
    /^index.html: line 7: link out of the site's folder .*: \/style.css/,
    /^index.html: line 18: asks another host: https:\/\/annan.invalid\/bild.png/,
  ],
  portable: [
    /^index.html: console: .*file:\/\/\/style.css/,
    /^index.html: asks for something outside the folder: file:\/\/\/style.css/,
    /^index.html: asks for something outside the folder: https:\/\/annan.invalid\/bild.png/,
    /^index.html: console: .*annan.invalid/,
    /^index.html: no style is applied/,
    /^index.html: says how to unpack though it is unpacked/,
    /^index.html: the first link to another page leads to no page: plan\//,
    /^plan\/index.html: console: .*style-src/,
    /^plan\/index.html: no style is applied/,
    /^plan\/index.html: does not say how to unpack when it is opened alone/,
  ],
  validate: [
    /^bones\/index.html: line 2: html-validate element-required-attributes/,
    /^bones\/index.html: line 12: html-validate heading-level/,
    /^bones\/index.html: line 15: html-validate input-missing-label/,
    /^bones\/index.html: line 12: vnu error: Duplicate ID/,
    /^bones\/index.html: line 16: vnu error: The “blink” element/,
    /^bones\/index.html: line 2: vnu info: Consider adding a “lang” attribute/,
  ],
  a11y: [
    /^bones\/index.html: axe image-alt/,
    /^bones\/index.html: axe color-contrast/,
    /^bones\/index.html: axe region/,
    /^bones\/index.html: axe target-size/,
    /^bones\/index.html: ibm table_headers_exists/,
    /^bones\/index.html: a table is told to screen readers as mere layout/,
    /^bones\/index.html: console: fel/,
    /^bones\/index.html: stores something in the browser/,
    /^index.html: asks another host: https:\/\/annan.invalid\/bild.png/,
    /^index.html: console: Failed to load resource: net::ERR_NAME_NOT_RESOLVED https:\/\/annan.invalid/,
    /^wide\/index.html: is \d+ px wide in a window of 320 px: <p class="wide">/,
    /^dark\/index.html: axe in dark mode color-contrast/,
    /^(index|wide\/index|dark\/index).html: console: Failed to load resource: .* 404 .*\/missing.css/,
  ],
};

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
let failed = 0;
const expect = (holds, what) => {
  if (holds) return;
  failed += 1;
  console.log(`selftest: ${what}`);
};

for (const [checker, expected] of Object.entries(EXPECTED)) {
  const folder = checker.includes('--files') || checker === 'portable' ? 'portable/' : '';
  const sound = run(checker, `${folder}sound`);
  expect(sound.status === 0 && sound.faults.length === 0, `${checker} takes the sound site for faulty (exit code ${sound.status}):\n${sound.output}`);
  const faulty = run(checker, `${folder}faulty`);
  expect(faulty.status === 1, `${checker} ends with ${faulty.status} on the faulty site, not with 1:\n${faulty.output}`);
  for (const pattern of expected) expect(faulty.faults.some((fault) => pattern.test(fault)), `${checker} does not find ${pattern}`);
  const others = faulty.faults.filter((fault) => !fault.startsWith('bones/') && !expected.some((pattern) => pattern.test(fault)));
  expect(others.length === 0, `${checker} finds what is not there:\n${others.join('\n')}`);
}
console.log(`selftest: ${Object.values(EXPECTED).flat().length} faults to be found, ${failed} wrong`);
process.exitCode = failed > 0 ? 1 : 0;

function run(command, folder) {
  const [checker, ...options] = command.split(' ');
  const { status, stdout, stderr } = spawnSync(process.execPath, [here(`${checker}.mjs`), here(`selftest/${folder}`), ...options], { encoding: 'utf8' });
  const faults = stdout.split('\n').filter((line) => /^[\w/.-]+\.(html|css): /.test(line));
  return { status, faults, output: stdout + stderr };
}
