import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { keepCall, takeCall } from './call-memory.js';

const KEPT = {
  from: { url: 'wss://v.example/stream', callId: 'c1', secret: 's'.repeat(24), lastSeq: 0 },
  mode: 'text' as const,
  agentId: 'a',
  ratingToken: 'r',
  open: true,
};

describe('a call between two pages', () => {
  beforeEach(() => sessionStorage.clear());

  it('is taken up once', () => {
    keepCall(KEPT);
    expect(takeCall()).toMatchObject(KEPT);
    expect(takeCall()).toBeUndefined();
  });

  it('is over after a minute', () => {
    keepCall(KEPT);
    const later = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 61_000);
    expect(takeCall()).toBeUndefined();
    later.mockRestore();
  });

  it('is nothing where the storage holds nonsense', () => {
    sessionStorage.setItem('orbisvoice:call', '{');
    expect(takeCall()).toBeUndefined();
  });
});
