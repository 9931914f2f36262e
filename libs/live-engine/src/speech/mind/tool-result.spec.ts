import { describe, expect, it } from '@jest/globals';
import { toolResultText } from './tool-result.js';

const spoken = (response: unknown) => toolResultText([{ name: 'get_order_status', response }]);

describe('toolResultText', () => {
  it.each([
    [
      { result: { status: 'in_transit', eta: 'Tuesday', id: 'x1' } },
      'The status is in transit. The eta is Tuesday.',
    ],
    [{ output: 'Booked for 7 pm' }, 'Booked for 7 pm.'],
    [{ result: { message: 'Your table is booked.' } }, 'Your table is booked.'],
    [{ result: [{ name: 'Red' }, { name: 'Blue' }] }, 'I found Red and Blue.'],
    [{ result: [] }, 'I found nothing.'],
    [{ result: true }, 'Yes, that is done.'],
    [{ ok: true }, 'That is done.'],
  ])('%j', (response, expected) => expect(spoken(response)).toBe(expected));

  it.each([{ error: 'timeout' }, { ok: false }, { result: { error: { code: 500 } } }])(
    'apologises for %j',
    (response) => {
      expect(spoken(response)).toMatch(/^I am sorry/);
      expect(spoken(response)).not.toContain('timeout');
    },
  );
});
