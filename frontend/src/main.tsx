import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ROUTES } from './app/router.js';
import { PageError } from './app/routes/page-error.js';
import { PageLoading } from './app/routes/page-loading.js';
import { RouterProvider } from './lib/router/router-provider.js';
import { reloadForNewBuild } from './lib/stale-build.js';
import { followSystemTheme } from './lib/theme.js';
import './styles/index.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

followSystemTheme();
reloadForNewBuild();
createRoot(root).render(
  <StrictMode>
    <RouterProvider routes={ROUTES} loading={<PageLoading />} failure={<PageError />} />
  </StrictMode>,
);
