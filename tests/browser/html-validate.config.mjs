// The rules of html-validate that a built page must keep: three of its presets, less the rules below, each with its reason.
export default {
  root: true,
  extends: ['html-validate:recommended', 'html-validate:document', 'html-validate:a11y'],
  rules: {
    // How the source text is laid out is nothing a reader meets, and a code block may end a line in spaces.
    'no-trailing-whitespace': 'off',
    // Every browser reads a doctype in small letters as one in capitals.
    'doctype-style': 'off',
    // A checksum guards files on other hosts, and links.mjs allows none of those.
    'require-sri': ['error', { target: 'crossorigin' }],
    // Search engines cut long titles; a goal is called what the plan calls it, and half a goal is another goal.
    'long-title': 'off',
    // A wide table scrolls in <div role="region" tabindex="0" aria-labelledby>: a <section> would need a heading of its own.
    'prefer-native-element': ['error', { exclude: ['region'] }],
  },
};
