// Judgements on the sites of the selftest. One is of what is found nowhere.
const SOUND = 'https://exempel.invalid/insyn/';
const FAULTY = 'https://exempel.invalid/';
export default [
  { by: 'ibm', rule: 'style_color_misuse', reason: 'Potential_1', where: 'link', on: [SOUND, FAULTY], judged: 'Nothing is told by colour alone.' },
  { by: 'ibm', rule: 'style_highcontrast_visible', reason: 'Manual_1', where: 'link', on: [SOUND], judged: 'Seen with forced colours.' },
  { by: 'ibm', rule: 'element_tabbable_visible', reason: 'potential_visible', where: 'a.skip', on: [SOUND], judged: 'Seen while it has the focus.' },
  { by: 'axe', rule: 'color-contrast', reason: 'bgOverlap', where: 'svg text', on: [SOUND], judged: 'modes.mjs measures words in pictures.' },
  { by: 'ibm', rule: 'style_viewport_resizable', reason: 'Potential_1', where: 'link', on: [FAULTY], judged: 'Of what is found nowhere.' },
];
