import js from '@eslint/js';
import globals from 'globals';

export default [
  { ignores: ['build/', 'dist/', 'node_modules/', 'tests/fixtures/'] },
  js.configs.recommended,
  {
    rules: {
      eqeqeq: 'error',
      'no-restricted-properties': [
        'error',
        {
          object: 'Math',
          property: 'random',
          message: 'Every number on the page comes from the core.',
        },
      ],
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  { files: ['web/**/*.js'], languageOptions: { globals: globals.browser } },
  {
    files: [
      'web/build*.js',
      'web/serve.js',
      'web/zip.js',
      'web/models/*.js',
      'web/export/figure_command.js',
    ],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['web/worker/host.js', 'web/worker/learner.js', 'web/offline/service_worker.js'],
    languageOptions: { globals: globals.worker },
  },
  {
    files: ['wasm/**/*.js'],
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
  },
  {
    files: ['tests/**/*.js', '*.js'],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
  },
];
