import { expect, it } from '@jest/globals';
import { loginPath, safeNext } from './paths.js';

it.each([
  ['/dashboard/calls?q=a', '/dashboard/calls?q=a'],
  ['/accept-invitation?token=x', '/accept-invitation?token=x'],
  ['//evil.example/dashboard', '/dashboard'],
  ['/\\evil.example', '/dashboard'],
  ['https://evil.example/dashboard', '/dashboard'],
  ['/dashboardx', '/dashboard'],
  [null, '/dashboard'],
])('after login %j leads to %s', (next, path) => {
  expect(safeNext(next)).toBe(path);
});

it('comes back to where one was', () => {
  const path = '/dashboard/calls?q=a&status=live';
  expect(safeNext(new URL(loginPath(path), 'http://x').searchParams.get('next'))).toBe(path);
});
