// What the engines could not tell by themselves, and a person has looked at. Each judgement says what was found (engine, rule, reason), where (a selector
// that the element matches), on which sites, and why it is no fault. A finding that nobody has judged fails the test, and so does a judgement of what is
// found no more.
const NACKA = 'https://www.nacka.se/insyn/';
const DANDERYD = 'https://www.danderyd.se/insyn/';
const BOTH = [NACKA, DANDERYD];

export default [
  {
    by: 'ibm', rule: 'style_focus_visible', reason: 'potential_focus_not_visible', where: '.way-out a', on: BOTH,
    judged: 'It has a border of its own, and the focus adds an outline outside it. keyboard.mjs sees the line at every stop, in five modes.',
  },
  {
    by: 'axe', rule: 'th-has-data-cells', reason: 'th-has-data-cells', where: 'table.numbers', on: BOTH,
    judged: 'A header over a group of rows has no cell in its own row; its scope is rowgroup, and the rows of its <tbody> are below it.',
  },
  {
    by: 'axe', rule: 'color-contrast', reason: 'imgNode', where: 'figure.picture svg *', on: BOTH,
    judged: 'axe does not measure the words of a drawing. modes.mjs measures each against what it stands on, in every mode and on paper.',
  },
  {
    by: 'axe', rule: 'color-contrast', reason: 'shortTextContent', where: 'figure.picture svg *', on: BOTH,
    judged: 'axe does not measure the words of a drawing. modes.mjs measures each against what it stands on, in every mode and on paper.',
  },
  {
    by: 'axe', rule: 'color-contrast', reason: 'pseudoContent', where: '.chain *', on: BOTH,
    judged: 'axe does not measure words near a sign of the style sheet, here the number of each step. modes.mjs measures both, in every mode.',
  },
  {
    by: 'ibm', rule: 'blockquote_cite_exists', reason: 'Potential_1', where: 'blockquote', on: BOTH,
    judged: 'They are quotations, word by word from a document that has no address on the web to cite; the document is named below or above each.',
  },
  {
    by: 'ibm', rule: 'widget_tabbable_single', reason: 'potential_multiple_tabbable', where: 'th[scope=row]', on: BOTH,
    judged: 'The header of a row in a table of data is no widget; it may hold several links, and the Tab key stops at each (keyboard.mjs).',
  },
  {
    by: 'ibm', rule: 'list_structure_proper', reason: 'Potential_1', where: 'dl', on: BOTH,
    judged: 'HTML allows <div> around the groups of a <dl>, and Chromium tells each term and its description.',
  },
  {
    by: 'ibm', rule: 'style_viewport_resizable', reason: 'Potential_1', where: 'link', on: BOTH,
    judged: 'Only h1 depends on the width of the window, between two sizes in rem. reflow.mjs makes the letters twice as large and finds every text grown.',
  },
  {
    by: 'ibm', rule: 'style_highcontrast_visible', reason: 'Manual_1', where: 'link', on: BOTH,
    judged: 'Looked at with forced colours, light and dark; modes.mjs measures every text, sign and shape as it is seen then.',
  },
  {
    by: 'ibm', rule: 'style_color_misuse', reason: 'Potential_1', where: 'link', on: BOTH,
    judged: 'Status has words and a sign of its own shape, links are underlined, the present page is bold or edged: modes.mjs.',
  },
  {
    by: 'ibm', rule: 'element_tabbable_visible', reason: 'potential_visible', where: 'a.skip', on: BOTH,
    judged: 'The skip link stands outside the window until it has the focus, and is seen then: keyboard.mjs.',
  },
  {
    by: 'ibm', rule: 'element_tabbable_unobscured', reason: 'potential_obscured', where: 'a', on: BOTH,
    judged: 'Nothing lies over the page. The engine takes the words of a link in two lines, or beside the number of a step, for covered; keyboard.mjs asks at each stop what is on top there.',
  },
  {
    by: 'ibm', rule: 'element_attribute_deprecated', reason: 'fail_elem_attr', where: 'meta[http-equiv=Content-Security-Policy]', on: BOTH,
    judged: 'The HTML standard has this very use; the policy must also hold where the server sends no headers.',
  },
  {
    by: 'ibm', rule: 'text_block_heading', reason: 'potential_heading', where: 'li > p', on: BOTH,
    judged: 'The bold words begin one item of a list and head nothing below it; a heading for each fact would bury those that divide the page.',
  },
  {
    by: 'ibm', rule: 'heading_markup_misuse', reason: 'Potential_1', where: 'h1, h2, h3', on: [NACKA],
    judged: 'They are long because the plan words its goals so; a goal is called what the plan calls it.',
  },
  {
    by: 'ibm', rule: 'style_focus_visible', reason: 'potential_focus_not_visible', where: '#search input, #search button, #search select', on: BOTH,
    judged: 'Fields and buttons have a border of their own, and the outline and ring of every other element when they have the focus: keyboard.mjs sees it.',
  },
  {
    by: 'ibm', rule: 'select_options_grouped', reason: 'Potential_1', where: '#search select', on: BOTH,
    judged: 'The choices are of one sort, in the order of the alphabet; there is nothing to group them by.',
  },
];
