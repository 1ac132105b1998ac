// Journeys through selftest/journeys: the first can be walked, no other.
export default {
  home: 'http://site.invalid/',
  journeys: [
    { reader: '1. Holds', steps: [/^Jag är orolig$/], tells: [/Ring 112/], numbers: ['112'], lang: 'sv', takes: [{ ending: '.csv', holds: [/2025,1200/] }] },
    { reader: '2. No link', steps: [/^Jag är orolig$/, /^Vidare$/] },
    { reader: '3. Hidden link', steps: [/^En dold väg$/] },
    { reader: '4. Not told', steps: [/^Jag är orolig$/], tells: [/1177/], numbers: ['1177'], lang: 'en', takes: [{ ending: '.csv', holds: [/2026/] }, { ending: '.xlsx', holds: [] }] },
    { reader: '5. Too long', steps: [/a/, /b/, /c/, /d/] },
  ],
};
