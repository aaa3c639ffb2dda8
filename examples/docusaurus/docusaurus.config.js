// static/ holds attention-playground.js (and .more.js and models/ where pages write, train or load models).
/** @type {import('@docusaurus/types').Config} */
const config = {
  title: 'A course with attention',
  url: 'https://example.org',
  baseUrl: '/',
  presets: [['classic', { docs: { routeBasePath: '/' } }]],
  scripts: [{ src: '/attention-playground.js', async: true }],
};

export default config;
