// Runs before the first paint, so that a dark screen never flashes white. A file of its own, not an inline
// script, because the content security policy allows none. The dashboard changes the choice in src/app/theme.ts.
(() => {
  // Zod tries to compile schemas with `new Function`, which the policy forbids, and browsers report each try. This must
  // be set before any schema is made, and the order of modules in a bundle is not the order of imports.
  globalThis.__zod_globalConfig = { jitless: true };
  const chosen = localStorage.getItem('falconeye.theme');
  const dark = chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
