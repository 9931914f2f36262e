import { expect, it } from '@jest/globals';
import { matchRoutes, type RouteSpec } from './match-routes.js';

const lazy = () => Promise.resolve({ Component: () => null });
const page = (path: string): RouteSpec => ({ path, lazy });
const routes: RouteSpec[] = [
  page('/'),
  { lazy, children: [page('/login')] },
  {
    path: '/dashboard',
    lazy,
    children: [page(''), page('agents/new'), page('agents/:id'), page('agents/:id/calls/:call'), page('*')],
  },
  page('*'),
];
const found = (path: string) => {
  const match = matchRoutes(routes, path);
  return [match?.branch.map((route) => route.path), match?.params];
};

it.each([
  ['/', ['/'], {}],
  ['/login', [undefined, '/login'], {}],
  ['/login/', [undefined, '/login'], {}],
  ['/dashboard', ['/dashboard', ''], {}],
  ['/dashboard/agents/new', ['/dashboard', 'agents/new'], {}],
  ['/dashboard/agents/a%20b', ['/dashboard', 'agents/:id'], { id: 'a b' }],
  ['/dashboard/agents/%zz', ['/dashboard', 'agents/:id'], { id: '%zz' }],
  ['/dashboard/agents/1/calls/2', ['/dashboard', 'agents/:id/calls/:call'], { id: '1', call: '2' }],
  ['/dashboard/agents/1/nothing', ['/dashboard', '*'], {}],
  ['/dashboards', ['*'], {}],
])('%s leads to %j', (path, branch, params) => expect(found(path)).toEqual([branch, params]));
