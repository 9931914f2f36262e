import { createBrowserRouter } from 'react-router';
import { PageError } from './routes/page-error.js';
import { PageLoading } from './routes/page-loading.js';

/** Every page is its own chunk; the first visit loads only what it shows. */
export const createRouter = () =>
  createBrowserRouter([
    {
      ErrorBoundary: PageError,
      HydrateFallback: PageLoading,
      children: [
        { path: '/', lazy: () => import('./routes/landing.js') },
        {
          lazy: () => import('./routes/auth/layout.js'),
          children: [
            { path: '/login', lazy: () => import('./routes/auth/login.js') },
            { path: '/signup', lazy: () => import('./routes/auth/signup.js') },
            { path: '/verify-email', lazy: () => import('./routes/auth/verify-email.js') },
            { path: '/forgot-password', lazy: () => import('./routes/auth/forgot-password.js') },
            { path: '/reset-password', lazy: () => import('./routes/auth/reset-password.js') },
            { path: '/accept-invitation', lazy: () => import('./routes/auth/accept-invitation.js') },
          ],
        },
        {
          path: '/dashboard',
          lazy: () => import('./routes/dashboard/layout.js'),
          children: [
            { index: true, lazy: () => import('./routes/dashboard/agents.js') },
            { path: 'agents/new', lazy: () => import('./routes/dashboard/new-agent.js') },
            { path: 'agents/:id', lazy: () => import('./routes/dashboard/agent.js') },
            { path: 'calls', lazy: () => import('./routes/dashboard/calls.js') },
            { path: 'calls/:id', lazy: () => import('./routes/dashboard/call.js') },
            { path: 'settings', lazy: () => import('./routes/dashboard/settings.js') },
            { path: '*', lazy: () => import('./routes/dashboard/not-found.js') },
          ],
        },
        { path: '*', lazy: () => import('./routes/not-found.js') },
      ],
    },
  ]);
