// Proves the checkers: each must find nothing in selftest/sound and, in selftest/faulty or in the folder of its name, every fault that was put there.
// A checker that cannot fail is worth nothing.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
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
  frame: [
    /^redogorelse\/index.html: no language: “svenska”/,
    /^ar\/index.html: ar does not run ltr/,
    /^fi\/index.html: is not among its own languages/,
    /^(index|ar\/index|fi\/index).html: names no language for those who read none/,
    /^index.html: hreflang="fi" leads to no page/,
    /^(index|fi\/index).html: hreflang="en" leads to a page in (fi|ar)/,
    /^index.html: hreflang="ar" leads to a page that does not lead back/,
    /^index.html: the link to ar is called “Arabiska”/,
    /^index.html: “Suomi” is told to be in sv/,
    /^index.html: “Suomi” leads to a page in ar/,
    /^ar\/index.html: has no link to the accessibility statement/,
    /^(index|fi\/index|redogorelse\/index).html: the link to the accessibility statement leads to no such page/,
    /^ar\/index.html: the first number on top of the page is none/,
    /^ar\/index.html: the numbers on top of the page are , and tel:112 on the start page/,
    /^ar\/index.html: has nobody in its foot to report a fault to/,
  ],
  a11y: [
    /^bones\/index.html: axe color-contrast/,
    /^bones\/index.html: axe html-has-lang/,
    /^bones\/index.html: axe target-size/,
    /^bones\/index.html: ibm html_lang_exists/,
    /^bones\/index.html: ibm img_alt_valid/,
    /^dark\/index.html: axe in dark mode color-contrast/,
    /^dark\/index.html: axe with more contrast in dark mode color-contrast/,
    /: ibm style_highcontrast_visible \(Manual_1\), which nobody has judged/,
    /^index.html: judged, but found nowhere on the site: ibm style_viewport_resizable/,
  ],
  modes: [
    /^index.html: dark \+ more contrast, dark: text p.dim .* not 4.5|^index.html: dark: text p.dim .*contrast 1.19, not 4.5/,
    /^index.html: more contrast.*: text p.(weak|dim) .* not 7/,
    /^index.html: forced colours, dark: text p.stuck .*contrast 1.66/,
    /^index.html: print: text p.pale/,
    /: text p.cloud .*lies on a picture/,
    /: text .picture text .*contrast 1.73/,
    /: link a.bare .*nothing but its colour/,
    /: sign p.sign .*::before: contrast 1/,
    /: sign p.none .*is drawn in no colour/,
    /: field input.edgeless/,
    /: nothing but colour tells a.current/,
    /: something moves/,
    /: forced colours, dark: shape picture rect.bar: contrast 1.96/,
  ],
  keyboard: [
    /^skip\/index.html: the first stop is no link to <main>/,
    /^skip\/index.html: a positive tabindex/,
    /^skip\/index.html: stop 1 of 2 should be/,
    /^index.html: the skip link does not move the focus into <main>/,
    /^falla\/index.html: stop 3 of 3 should be .* only 2 are reached/,
    /^index.html: the focus is where nothing is seen: a.gone/,
    /^index.html: the focus is outside the window: a.away/,
    /^index.html: the focus is covered by something else: .under a/,
    /^index.html: (1280|390) px wide: .turned a .* but stands before it/,
    /^index.html: (1280|390) px wide: a.dot “b” comes after/,
    /in navigation, and smaller than 44 px: a “Skip”/,
    /smaller than 24 px, with another too near: a.dot/,
    /all modes: the focus shows no line of 2 px: a.no-line/,
    /all modes: the focus shows no line of 2 px: a.thin/,
    /: the line around the focus has a contrast of 1.36, not 3: a.faint/,
  ],
  reflow: [
    /: 320 px: the page is 656 px wide in a window of 320 px: p.wide/,
    /: 320 px, text spacing: the page is/,
    /: 1280 px, text at 200 %: the page is/,
    /text spacing: is cut off: div.cut/,
    /: scrolls, but is no named region that takes the focus: div.scroll/,
    /: words are outside the window: p.out/,
    /: words lie over one another: p.first .* and p.second/,
    /text at 200 %: does not grow with the reader's letters: p.fixed/,
  ],
  print: [
    /^index.html: is of no use on paper: nav/,
    /^index.html: stays folded on paper: p “Skolan/,
    /^index.html: is cut off on paper: div.scroll/,
    /^index.html: is wider than the paper: table.wide/,
    /^index.html: is wider than the paper: p.wider/,
    /^index.html: is not repeated on each sheet: .wide thead/,
    /^index.html: does not tell its address on paper: a “riksdagen”/,
    /^index.html: the page's own address is not on the paper/,
    /^index.html: has no title on paper/,
  ],
  tree: [
    /^index.html: a table is told as mere layout/,
    /^index.html: a table without a rowheader/,
    /^index.html: a table without a name/,
    /^index.html: a image without a name/,
    /^index.html: a figure without a name/,
    /^index.html: takes the focus and has no name: generic/,
    /^index.html: takes the focus and has no name: link/,
    /^index.html: 0 landmarks are contentinfo/,
    /^index.html: one navigation of several has no name/,
    /^index.html: two navigations are called “Sidor”/,
    /^index.html: a heading of level 3 after one of level 1/,
    /^annan\/index.html: not one heading of level 1/,
    /^index.html: a link that does not say where it leads: “Läs mer”/,
    /^index.html: two links are called “Start” and lead to \/ and \/annan\//,
    /^index.html: Arabic letters are told to be sv/,
    /^index.html: Arabic letters run from left to right/,
    /^index.html: å, ä or ö is told to be en/,
    /^index.html: å is told to be Finnish/,
    /^index.html: Latin words are told to be ar/,
    /^index.html: reads as en, told to be sv/,
    /^index.html: the groups of a number stand in the wrong order: a “020-91 91 91”/,
    /^index.html: is called “Annan”, which is not what is written there/,
  ],
  plain: [
    /^tom\/index.html: tells nothing without a script/,
    /^index.html: does nothing without a script: button/,
    /^index.html: stands above what it comes after: .turned p/,
    /^index.html: is not there without the style: p.shown/,
    /^index.html: is wider than the window without the style: svg.sign/,
  ],
  weight: [
    /^index.html: asks another host: https:\/\/annan.invalid\/bild.png/,
    /^index.html: console: Failed to load resource: net::ERR_NAME_NOT_RESOLVED https:\/\/annan.invalid/,
    /^index.html: console: Failed to load resource: .* 404 .*\/borta.css/,
    /^index.html: stores something in the browser/,
    /^index.html: has 1 scripts, and only the search page may have one/,
    /^index.html: makes 6 requests, not 3/,
    /^index.html: weighs 3\d+ bytes with its style, not 30000/,
  ],
  journeys: [
    /^index.html: 2. No link: no link matches/,
    /^index.html: 3. Hidden link: no link matches/,
    /^index.html: 4. Not told: \/1177\/ is not told on \/oro\//,
    /^index.html: 4. Not told: 1177 is not to be called/,
    /^index.html: 4. Not told: \/oro\/ is in sv, not en/,
    /^index.html: 4. Not told: \/2026\/ is not in the .csv/,
    /^index.html: 4. Not told: no .xlsx to take home/,
    /^index.html: 5. Too long: takes 4 steps, not 3/,
  ],
};
// What people wrote for a checker, for these sites.
const WITH = { a11y: 'judged.mjs', journeys: 'journeys.data' };

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
let failed = 0;
const expect = (holds, what) => {
  if (holds) return;
  failed += 1;
  console.log(`selftest: ${what}`);
};

for (const [checker, expected] of Object.entries(EXPECTED)) {
  const folder = checker.includes('--files') || checker === 'portable' ? 'portable/' : '';
  const own = !folder && existsSync(here(`selftest/${checker}`)); // Beside faulty/, a checker may have faulty pages of its own.
  const sound = run(checker, `${folder}sound`);
  expect(sound.status === 0 && sound.faults.length === 0, `${checker} takes the sound site for faulty (exit code ${sound.status}):\n${sound.output}`);
  const faulty = run(checker, own ? checker : `${folder}faulty`);
  expect(faulty.status === 1, `${checker} ends with ${faulty.status} on the faulty site, not with 1:\n${faulty.output}`);
  for (const pattern of expected) expect(faulty.faults.some((fault) => pattern.test(fault)), `${checker} does not find ${pattern}`);
  const others = faulty.faults.filter((fault) => !fault.startsWith('bones/') && !expected.some((pattern) => pattern.test(fault)));
  expect(others.length === 0, `${checker} finds what is not there:\n${others.join('\n')}`);
}
console.log(`selftest: ${Object.values(EXPECTED).flat().length} faults to be found, ${failed} wrong`);
process.exitCode = failed > 0 ? 1 : 0;

function run(command, folder) {
  const [checker, ...options] = command.split(' ');
  if (WITH[checker]) options.push('--with', here(`selftest/${WITH[checker]}`));
  const { status, stdout, stderr } = spawnSync(process.execPath, [here(`${checker}.mjs`), here(`selftest/${folder}`), ...options], { encoding: 'utf8' });
  const faults = stdout.split('\n').filter((line) => /^[\w/.-]+\.(html|css): /.test(line));
  return { status, faults, output: stdout + stderr };
}
