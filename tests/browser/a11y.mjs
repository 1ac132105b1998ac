// Asks two engines about every page of a built site: axe and IBM's, each in full once, then axe's rules of colour again in dark, with more contrast
// and as printed. A fault fails. What an engine cannot tell by itself fails too, unless a person has judged it: judged.mjs.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { NAMED, eachPage, unfold } from './chromium.mjs';
import { commandLine } from './site.mjs';

const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];
// Forced colours are not among them: axe asks the style sheet's colours, which nobody sees then. modes.mjs measures those that are seen.
const MODES = [
  ['in dark mode', { colorScheme: 'dark' }],
  ['with more contrast', { contrast: 'more' }],
  ['with more contrast in dark mode', { contrast: 'more', colorScheme: 'dark' }],
  ['as printed', { media: 'print' }],
];
const PLAIN = { media: 'screen', colorScheme: 'light', contrast: null };

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const ibm = readFileSync(require.resolve('accessibility-checker-engine/ace.js'), 'utf8');

const site = commandLine('a11y');
const { default: judgements } = await import(site.with ? pathToFileURL(site.with) : './judged.mjs');
const judged = judgements.filter(({ on }) => on.includes(site.home));
const occurred = new Set();
await eachPage('a11y', site, look, { more: stale });

async function look({ tab, step, go }) {
  await go();
  await tab.emulateMedia(PLAIN);
  await unfold(tab);
  await step('engines', () => tab.evaluate(`${axe};${ibm};${NAMED}; globalThis.named = named; 0`));
  const findings = await step('axe', () => tab.evaluate(askAxe, { runOnly: { type: 'tag', values: AXE_TAGS }, judged, name: 'axe' }));
  findings.push(...(await step('ibm', () => tab.evaluate(askIbm, { judged }))));
  for (const [name, media] of MODES) {
    await tab.emulateMedia({ ...PLAIN, ...media });
    findings.push(...(await step('modes', () => tab.evaluate(askAxe, { runOnly: { type: 'rule', values: COLOUR_RULES }, judged, name: `axe ${name}` }))));
  }
  return findings.flatMap(({ by, rule, reason, sure, judgement, message, where }) => {
    if (judgement >= 0) occurred.add(judgement);
    if (judgement >= 0) return [];
    return [sure ? `${by} ${rule}: ${message}: ${where}` : `${by} ${rule} (${reason}), which nobody has judged: ${message}: ${where}`];
  });
}

/// A judgement of what is there no more would one day excuse something else.
async function stale() {
  if (site.chosen.length < site.pages.length) return [];
  return judged
    .filter((one, index) => !occurred.has(index))
    .map(({ by, rule, reason, where }) => ({ page: 'index.html', what: `judged, but found nowhere on the site: ${by} ${rule} (${reason}) on ${where}` }));
}

/// Runs in the page.
async function askAxe({ runOnly, judged, name }) {
  const results = await globalThis.axe.run(document, { runOnly, resultTypes: ['violations', 'incomplete'], elementRef: true });
  const findings = [];
  for (const [kind, sure] of [['violations', true], ['incomplete', false]]) {
    for (const { id, help, nodes } of results[kind]) {
      for (const node of nodes) {
        const checks = [...node.any, ...node.all, ...node.none];
        const reason = checks.map((check) => check.data?.messageKey ?? check.id).join(' ');
        const judgement = sure ? -1 : judged.findIndex((one) => one.by === 'axe' && one.rule === id && one.reason === reason && node.element.matches(one.where));
        findings.push({ by: name, rule: id, reason, sure, judgement, message: sure ? `${help}: ${checks.map(({ message }) => message).join('; ')}` : help, where: globalThis.named(node.element) });
      }
    }
  }
  return findings;
}

/// Runs in the page.
async function askIbm({ judged }) {
  const { results } = await new globalThis.ace.Checker().check(document, ['IBM_Accessibility']);
  return results.filter(({ value }) => value[1] !== 'PASS').map(({ ruleId, reasonId, value, message, path }) => {
    const element = document.evaluate(path.dom, document, null, XPathResult.FIRST_ORDERED_NODE_TYPE).singleNodeValue;
    const sure = value[0] === 'VIOLATION' && value[1] === 'FAIL';
    // A region that may scroll takes the keyboard's focus at every width. The engine grants that only where it scrolls at this width.
    const mayScroll = ruleId === 'element_tabbable_role_valid' && element?.getAttribute('role') === 'region' && ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);
    if (mayScroll) return undefined;
    const judgement = sure ? -1 : judged.findIndex((one) => one.by === 'ibm' && one.rule === ruleId && one.reason === reasonId && element?.matches(one.where));
    return { by: 'ibm', rule: ruleId, reason: reasonId, sure, judgement, message: `${value.join(' ')}: ${message}`, where: element ? globalThis.named(element) : path.dom };
  }).filter((finding) => finding);
}
