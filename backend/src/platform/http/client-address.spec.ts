import { describe, expect, it } from '@jest/globals';
import type { IncomingMessage } from 'node:http';
import { clientAddressBehind } from './client-address.js';

const from = (remoteAddress: string, forwarded?: string, trusted: string[] = []) =>
  clientAddressBehind(trusted)({
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
    socket: { remoteAddress },
  } as IncomingMessage);

describe('the address of a client', () => {
  it('believes nobody where no proxy is named', () => {
    expect(from('198.51.100.7')).toBe('198.51.100.7');
    expect(from('198.51.100.7', '203.0.113.9')).toBe('198.51.100.7');
    expect(from('127.0.0.1', '203.0.113.9')).toBe('127.0.0.1');
  });

  it.each([
    [['10.0.0.2'], '203.0.113.9', '203.0.113.9'],
    [['10.0.0.0/8'], 'made up, 203.0.113.9', '203.0.113.9'],
    [['uniquelocal'], '1.2.3.4, 203.0.113.9, 10.1.1.1', '203.0.113.9'],
    [['10.0.0.0/8'], undefined, '10.0.0.2'],
    [['loopback'], '203.0.113.9', '10.0.0.2'],
  ])('behind %j takes %j as %s', (trusted, forwarded, address) => {
    expect(from('10.0.0.2', forwarded, trusted)).toBe(address);
  });

  it('knows a proxy by either spelling of its address', () => {
    expect(from('::ffff:127.0.0.1', '2001:db8::1', ['loopback'])).toBe('2001:db8::1');
    expect(from('::1', '203.0.113.9', ['loopback'])).toBe('203.0.113.9');
  });
});
