import { describe, expect, it } from '@jest/globals';
import { COVERED, coveredHeaders } from './header-cover.js';

describe('headers that leave the product', () => {
  it.each([
    ['Authorization', 'Bearer {{TOKEN}}', 'Bearer {{TOKEN}}'],
    ['Authorization', 'Bearer abc', COVERED],
    ['X-Api-Key', 'abc', COVERED],
    ['Cookie', 'session=abc', COVERED],
    ['Accept', 'application/json', 'application/json'],
  ])('%s: %s reads %s', (name, value, reads) => {
    expect(coveredHeaders({ [name]: value })).toEqual({ [name]: reads });
  });
});
