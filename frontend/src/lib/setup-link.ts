const parameter = 'code';

/**
 * The setup code of the link that the server printed (`/setup#code=...`). It is taken out of the address at once, so that it
 * stays neither in the history nor on the screen; a fragment is never sent to a server.
 */
export const setupCodeOfLink = takeCode();

// The link was opened on a page that is there already, which a browser does not load again.
addEventListener('hashchange', () => location.pathname === '/setup' && location.reload());

function takeCode(): string | null {
  const code = new URLSearchParams(location.hash.slice(1)).get(parameter);
  if (location.pathname !== '/setup' || !code) return null;
  history.replaceState(history.state, '', location.pathname);
  return code;
}
