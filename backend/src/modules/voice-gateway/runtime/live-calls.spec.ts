import { describe, expect, it } from '@jest/globals';
import type { AppConfig } from '@orbisvoice/config';
import { LiveCalls } from './live-calls.js';

describe('LiveCalls', () => {
  it('refuses the call that is one too many, and takes it when a place is free', () => {
    const calls = new LiveCalls({ callsPerProcess: 2 } as AppConfig);
    const release = calls.reserve();
    calls.reserve();
    expect(() => calls.reserve()).toThrow(expect.objectContaining({ code: 'concurrency_limited' }));
    release();
    release();
    expect(calls.count).toBe(1);
    calls.reserve();
    expect(() => calls.reserve()).toThrow();
  });
});
