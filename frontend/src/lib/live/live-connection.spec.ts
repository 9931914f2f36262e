import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { LiveEvent } from '@orbisvoice/contracts';
import { LiveConnection, RESYNC, type EventSourceLike } from './live-connection.js';

class FakeSource implements EventSourceLike {
  onopen: EventSourceLike['onopen'] = null;
  onmessage: EventSourceLike['onmessage'] = null;
  onerror: EventSourceLike['onerror'] = null;
  closed = false;
  close(): void {
    this.closed = true;
  }
}

const STARTED: LiveEvent = { name: 'call.started', id: 'a' };
let sources: FakeSource[];
let heard: LiveEvent[];
let mayReturn: () => Promise<boolean>;
const last = (): FakeSource => sources.at(-1) as FakeSource;

function connect(missed = false): LiveConnection {
  const open = (): FakeSource => {
    sources.push(new FakeSource());
    return last();
  };
  const onEvent = (event: LiveEvent): void => void heard.push(event);
  const connection = new LiveConnection(
    { open, onEvent, mayReturn: () => mayReturn(), delay: (attempt) => 1_000 * 2 ** attempt },
    missed,
  );
  connection.start();
  return connection;
}

beforeEach(() => {
  jest.useFakeTimers();
  sources = [];
  heard = [];
  mayReturn = () => Promise.resolve(true);
});
afterEach(() => void jest.useRealTimers());

describe('LiveConnection', () => {
  it('hands events on, and asks nobody to read anew at the first opening', () => {
    connect();
    last().onopen?.(new Event('open'));
    last().onmessage?.(new MessageEvent('message', { data: JSON.stringify(STARTED) }));
    expect(heard).toEqual([STARTED]);
  });

  it('says that something may have been missed where it takes over', () => {
    connect(true);
    last().onopen?.(new Event('open'));
    expect(heard).toEqual([RESYNC]);
  });

  it('comes back after a fault, later each time, and then says so', async () => {
    connect();
    last().onopen?.(new Event('open'));
    last().onerror?.(new Event('error'));
    expect(last().closed).toBe(true);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(sources).toHaveLength(2);
    last().onerror?.(new Event('error'));
    await jest.advanceTimersByTimeAsync(1_999);
    expect(sources).toHaveLength(2);
    await jest.advanceTimersByTimeAsync(1);
    last().onopen?.(new Event('open'));
    expect(heard).toEqual([RESYNC]);
  });

  it('goes on trying while nobody can say whether it may return, and stops where it may not', async () => {
    mayReturn = () => Promise.reject(new Error('offline'));
    connect();
    last().onerror?.(new Event('error'));
    await jest.advanceTimersByTimeAsync(1_000);
    mayReturn = () => Promise.resolve(false);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(sources).toHaveLength(1);
  });

  it('opens nothing after it was stopped', async () => {
    const connection = connect();
    last().onerror?.(new Event('error'));
    connection.stop();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(sources).toHaveLength(1);
  });
});
