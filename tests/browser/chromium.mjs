// Chromium, for the checkers that need a browser.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { stop } from './site.mjs';

/// Starts it; `name` is that of the checker.
export function launch(name) {
  const executablePath = find(name);
  // No name but this machine's is looked up, so a stray request is seen and yet goes nowhere.
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
    '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'];
  return chromium.launch({ executablePath, args }).catch((error) => stop(`${name}: Chromium does not start: ${error.message}`));
}

function find(name) {
  const places = process.env.CHROMIUM ? [process.env.CHROMIUM] : ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  return places.find(existsSync) ?? stop(`${name}: no Chromium at ${places.join(', ')}; the variable CHROMIUM may name another place`);
}
