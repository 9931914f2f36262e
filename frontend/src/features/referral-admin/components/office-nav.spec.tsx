import { afterEach, expect, it, jest } from '@jest/globals';
import { cleanup, screen } from '@testing-library/react';
import { showInDashboard } from '../../../testing/fake-api.js';
import { OfficeNav } from './office-nav.js';

afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

it('moves the row to the view that is open, which on a telephone lies outside of it', () => {
  jest.spyOn(HTMLElement.prototype, 'offsetLeft', 'get').mockImplementation(function (this: HTMLElement) {
    return this.textContent === 'Mirror' ? 700 : 0;
  });
  showInDashboard(<OfficeNav path="/dashboard/admin/referrals" view="mirror" />);
  const row = screen.getByRole('navigation', { name: 'Referral office' });
  expect(screen.getByRole('link', { current: 'page' }).textContent).toBe('Mirror');
  // A piece of the one before it shows that there is something before it.
  expect(row.scrollLeft).toBe(636);
});
