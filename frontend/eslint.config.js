import { readdirSync } from 'node:fs';
import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const features = readdirSync(new URL('./src/features', import.meta.url));

/** Features know nothing of each other: what belongs together is put together in `src/app`. */
const featureBoundaries = features.map((feature) => ({
  files: [`src/features/${feature}/**`],
  rules: restrictImports(
    ['@/app/**', '@/features/**'],
    `^(\\.\\./)+(app|features|${features.filter((other) => other !== feature).join('|')})(/|$)`,
  ),
}));

export default defineConfig(
  globalIgnores(['dist', 'coverage', 'playwright-report', 'test-results']),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Event handlers of JSX and options of TanStack may return promises: their owners handle the failure.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      // `onClick={() => close()}` is how event handlers are written.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ['src/**'],
    extends: [reactHooks.configs.flat.recommended, jsxA11y.flatConfigs.strict],
    languageOptions: { globals: globals.browser },
    rules: {
      // What scrolls has to be reachable by keyboard (WCAG 2.1.1), although it is not a control.
      'jsx-a11y/no-noninteractive-tabindex': ['error', { tags: [], roles: ['region', 'log'] }],
      // `role` of our own components need not be an ARIA role.
      'jsx-a11y/aria-role': ['error', { ignoreNonDOM: true }],
    },
  },
  ...featureBoundaries,
  {
    files: ['src/components/**', 'src/lib/**', 'src/texts/**'],
    rules: restrictImports(['@/app/**', '@/features/**'], '^(\\.\\./)+(app|features)(/|$)'),
  },
  {
    files: ['**/*.{js,mjs}'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['e2e/**'],
    // Playwright reads from the pattern which fixtures a fixture needs.
    rules: { 'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }] },
  },
  {
    files: ['public/**'],
    languageOptions: { globals: globals.browser },
  },
  {
    files: ['public/service-worker.js'],
    languageOptions: { globals: globals.serviceworker },
  },
  prettier,
);

function restrictImports(group, regex) {
  const message = 'Compose features in src/app; share code through src/components, src/lib or src/texts.';
  return {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          { group, message },
          { regex, message },
        ],
      },
    ],
  };
}
