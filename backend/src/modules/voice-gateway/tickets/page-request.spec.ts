import { describe, expect, it } from '@jest/globals';
import { pageRequest } from './page-request.js';

const agentId = '0195d8a0-0000-7000-8000-000000000001';
const PAGE = 'https://shop.example';

describe('the page that a session is for', () => {
  it('is what the browser says, with a publishable key', () => {
    const request = pageRequest({ keyKind: 'publishable' }, { agentId }, 'https://SHOP.example');
    expect(request).toEqual({ origin: PAGE, userId: null });
  });

  it.each(['secret', 'restricted'] as const)("is what the site's server says, with a %s key", (keyKind) => {
    const named = { agentId, origin: PAGE, userId: 'customer-7' };
    expect(pageRequest({ keyKind }, named, undefined)).toEqual({ origin: PAGE, userId: 'customer-7' });
  });

  it('is never what a browser says of another', () => {
    const named = { agentId, origin: PAGE };
    expect(() => pageRequest({ keyKind: 'publishable' }, named, PAGE)).toThrow(
      expect.objectContaining({
        code: 'bad_request',
        details: [expect.objectContaining({ path: 'origin' })],
      }),
    );
    expect(() => pageRequest({ keyKind: 'publishable' }, { agentId, userId: 'x' }, PAGE)).toThrow(
      expect.objectContaining({ code: 'bad_request' }),
    );
  });

  it('has to be named with a secret key', () => {
    expect(() => pageRequest({ keyKind: 'secret' }, { agentId }, undefined)).toThrow(
      expect.objectContaining({ code: 'bad_request' }),
    );
  });

  it('may not be a page that holds a secret key', () => {
    expect(() => pageRequest({ keyKind: 'secret' }, { agentId, origin: PAGE }, PAGE)).toThrow(
      expect.objectContaining({ code: 'forbidden', message: expect.stringContaining('Revoke it') }),
    );
  });
});
