// Faults put into the script of the preview, each as words of its own and others in their place, and what preview.mjs must then find.
export default {
  edits: [
    // A page is loaded again at every edition, not only when its bytes changed.
    ['now.page !== page && now.page !== before', 'true'],
  ],
  expected: [/loaded again/],
};
