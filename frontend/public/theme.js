// Runs before the first paint, so that a dark screen never flashes white. A file of its own, not an inline
// script, because the content security policy allows none. The dashboard changes the choice in src/app/theme.ts.
(() => {
  const chosen = localStorage.getItem('falconeye.theme');
  const dark = chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
