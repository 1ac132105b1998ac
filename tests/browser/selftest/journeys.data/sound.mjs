// The journey through selftest/sound.
export default {
  home: 'https://exempel.invalid/insyn/',
  journeys: [{ reader: '1. A reader finds the cost', steps: [/^besluten om skolan$/], tells: [/1200/], numbers: ['112'] }],
};
