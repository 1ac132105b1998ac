// What the engines could not tell by themselves on the program's own pages, and a person has looked at; as in judged.mjs.
const OWN = ['http://site.invalid/'];

export default [
  {
    by: 'ibm', rule: 'style_highcontrast_visible', reason: 'Manual_1', where: 'link', on: OWN,
    judged: 'All colours of sheet.css are the system’s own, which are those that a reader with forced colours has chosen; nothing is a picture.',
  },
  {
    by: 'ibm', rule: 'style_color_misuse', reason: 'Potential_1', where: 'link', on: OWN,
    judged: 'A finding says "Fel" or "Varning" in words, and its line is whole or double; links are underlined.',
  },
  {
    by: 'ibm', rule: 'element_tabbable_visible', reason: 'potential_visible', where: 'a.skip', on: OWN,
    judged: 'It comes into view when it has the focus: keyboard.mjs sees it there.',
  },
  {
    by: 'ibm', rule: 'element_tabbable_unobscured', reason: 'potential_obscured', where: 'a', on: OWN,
    judged: 'Nothing on these pages is laid over anything else, and nothing sticks while the page scrolls.',
  },
  {
    by: 'ibm', rule: 'text_quoted_correctly', reason: 'Potential_1', where: 'p, td, li', on: OWN,
    judged: 'themes/view.md shows between quotes what a value looks like; nobody is quoted.',
  },
  {
    by: 'ibm', rule: 'text_sensory_misuse', reason: 'potential_other', where: 'p, li, dd, td', on: OWN,
    judged: 'Sizes are those of texts and pictures that the words are about, and nothing is told by them.',
  },
  {
    by: 'ibm', rule: 'text_sensory_misuse', reason: 'potential_position', where: 'p, li, dd, td, pre', on: OWN,
    judged: '"Below" and "beside" tell where something stands in the order of a file or a page, and "right" is the opposite of wrong.',
  },
];
