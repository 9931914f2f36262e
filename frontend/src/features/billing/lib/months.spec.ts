import { expect, it } from '@jest/globals';
import { monthBack } from './months.js';

it.each([
  [0, '2026-11-29T23:59:59Z', { name: 'November 2026', from: '2026-11-01', to: '2026-11-30' }],
  [1, '2026-11-29T23:59:59Z', { name: 'October 2026', from: '2026-10-01', to: '2026-10-31' }],
  [1, '2027-01-01T00:00:00Z', { name: 'December 2026', from: '2026-12-01', to: '2026-12-31' }],
  [1, '2028-03-31T12:00:00Z', { name: 'February 2028', from: '2028-02-01', to: '2028-02-29' }],
])('%i months before %s', (back, now, month) => expect(monthBack(back, Date.parse(now))).toEqual(month));
