import { describe, expect, it } from '@jest/globals';
import { filterOf } from './call-filter.mapping.js';

const NOW = Date.parse('2026-11-23T12:00:00Z');
const read = (query: string) => JSON.parse(JSON.stringify(filterOf(new URLSearchParams(query), NOW)));

describe('filters of the address', () => {
  it('become what the API takes', () => {
    expect(read('status=live&channel=widget&failure=silent&rating=low&days=7&q=refund')).toEqual({
      status: 'live',
      channel: 'widget',
      failure: 'silent',
      maxRating: 2,
      from: '2026-11-16T12:00:00.000Z',
      q: 'refund',
    });
  });

  it('leave out what nobody could have chosen', () => {
    expect(read('agentId=7&status=x&channel=y&failure=z&rating=constructor&days=-1&q=')).toEqual({});
  });
});
