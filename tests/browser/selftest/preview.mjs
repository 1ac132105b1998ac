// Scripts of the preview with faults put into them: words of the script, others in their place, and what preview.mjs must then find.
export default [
  {
    edits: [
      // Every page is loaded again at every edition, and nothing of the reader's place is kept.
      ['now.page !== page && now.page !== before', 'own.edition !== now.edition'],
      ['top: place.y', 'top: 0'],
      ['there.open = one[1]', 'there.open = false'],
      ['if (focus) { focus.focus', 'if (false) { focus.focus'],
      ['say !== said &&', 'true &&'],
    ],
    expected: [
      /an error elsewhere moves the reader/,
      /the same error is told again at each save/,
      /the scroll position is lost/,
      /what was unfolded is folded/,
      /the focus is lost/,
      /the errors are told again after the page was loaded again/,
      /a page that did not change is loaded again/,
      /an edited style loads the page again/,
    ],
  },
  {
    edits: [
      ['now.page !== page && now.page !== before', 'false'],
      ['now.style !== style', 'false'],
      ['section.setAttribute("aria-label", now.words.label)', ''],
      ['event.key === "Escape"', 'false'],
      ['var height = section.hidden', 'var height = true'],
      ['if (say !== said', 'if (false'],
      ['over.more', 'false'],
    ],
    expected: [
      /what was saved is not shown/,
      /an edited style is not shown/,
      /with errors over it, (light|dark): axe region/,
      /the Escape key does not fold it/,
      /what stands over the page hides its end/,
      /the error is not told to those who hear/,
      /that there are more errors is not told/,
    ],
  },
  {
    edits: [
      ['section.textContent = "";', 'if (section.textContent) { return; }'],
      ['link.rel = "stylesheet"', 'link.rel = "x"'],
    ],
    expected: [/a second error is not shown/, /mended errors still stand over the page/, /the focus over the page shows no line of 2 px/],
  },
];
