import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { devPages } from './bin/dev-pages.mjs';
import { defaultClientConditions, defineConfig, loadEnv } from 'vite';

/** `npm run dev` says where it started the API. */
const { API_URL: API = 'http://127.0.0.1:3000', DEMO_AGENT_ID = '' } = loadEnv('', import.meta.dirname, [
  'API_',
  'DEMO_',
]);
/** First parts of the API's paths; pages of the app never share one. */
const API_PATHS = [
  'auth',
  'live',
  'tenants',
  'api-keys',
  'agents',
  'voices',
  'tools',
  'calls',
  'follow-ups',
  'privacy',
  'widget',
  'widget.js',
  'widget@[^/]+',
  'embed',
  'onboarding',
  'r',
  'referrals',
  'affiliates/(apply|verify|sign-in|sign-out|payout-method/confirm)',
  'webhooks',
  'admin',
  'health',
  'ready',
  'openapi.json',
  'reference',
  'dev',
];

export default defineConfig({
  plugins: [devPages(DEMO_AGENT_ID), react(), tailwindcss()],
  resolve: { conditions: ['source', ...defaultClientConditions] },
  worker: { format: 'es' },
  server: {
    port: 3001,
    strictPort: true,
    proxy: Object.fromEntries(API_PATHS.map((path) => [`^/${path}(/|\\?|$)`, { target: API }])),
  },
  build: {
    outDir: 'dist',
    // A policy of 'self' allows no data: URLs, so nothing small is folded into the code.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 400,
  },
});
