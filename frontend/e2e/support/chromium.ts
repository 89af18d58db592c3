/** Nothing that Chromium would look for outside this machine. */
const stayAtHome = [
  'disable-quic',
  'disable-background-networking',
  'disable-component-update',
  'disable-sync',
];

/** Debian's Chromium, as tests and measurements start it. */
export const launchOptions = {
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--no-first-run', ...stayAtHome.map((name) => `--${name}`)],
};
