import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, loadEnv } from 'vite';

/** `npm run dev` says where it started the API. */
const API = loadEnv('', import.meta.dirname, 'API_').API_URL ?? 'http://127.0.0.1:3000';
/** First parts of the API's paths; pages of the app never share one. */
const API_PATHS = [
  'auth',
  'tenants',
  'api-keys',
  'agents',
  'voices',
  'tools',
  'calls',
  'widget',
  'health',
  'ready',
  'openapi.json',
  'reference',
  'dev',
];

export default defineConfig({
  plugins: [react(), tailwindcss()],
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
