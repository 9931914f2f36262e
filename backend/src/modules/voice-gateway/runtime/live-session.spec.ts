import { describe, expect, it, jest } from '@jest/globals';
import type { ServerMessage } from '@orbisvoice/contracts';
import { FakeClock } from '../../../platform/clock/clock.js';
import { AppError } from '../../../platform/http/index.js';
import type { TenantId } from '../../../platform/database/index.js';
import { LiveSession } from './live-session.js';
import { SessionsHere } from './sessions-here.js';
import type { SessionParts } from './session-parts.js';

const hello = { type: 'hello', protocol: 1, token: 'x' } as const;

type Admit = (hello: unknown, origin: unknown, began: (step: string) => void) => Promise<unknown>;

/** A session whose desk answers as told; nothing behind it is real. */
function session(admit: Admit, send: (message: ServerMessage) => void = () => undefined) {
  const client = {
    origin: undefined,
    send: jest.fn(send),
    sendAudio: jest.fn(),
    close: jest.fn(),
    listen: jest.fn(),
  };
  const logger = { error: jest.fn(), warn: jest.fn() };
  const recorder = {
    finalise: jest.fn(),
    turn: jest.fn(),
    event: jest.fn(),
    abandon: jest.fn(),
    done: Promise.resolve(),
  };
  const toolRunner = () => ({ idle: () => Promise.resolve() });
  const desk = {
    toolRunner,
    admit,
    recorder: () => recorder,
    holdLease: () => ({ stop: () => undefined }),
    watchBudget: () => ({ stop: () => undefined }),
    watchCredential: () => ({ stop: () => undefined }),
  };
  const metrics = { effect: () => undefined, observed: () => undefined };
  const provider = { capabilities: { model: 'm' } };
  const here = new SessionsHere();
  const parts = { here, desk, provider, clock: new FakeClock(), metrics, logger } as unknown as SessionParts;
  const over = jest.fn();
  return { session: new LiveSession(client, parts, over), client, logger, recorder, over };
}
const settled = () => new Promise((resolve) => setTimeout(resolve, 10));

describe('LiveSession', () => {
  it('closes with the code of the refusal', async () => {
    const { session: it, client, over } = session(() => Promise.reject(new AppError('concurrency_limited')));
    it.start();
    it.hello(hello);
    await settled();
    expect(client.close).toHaveBeenCalledWith(4001, 'concurrency_limited');
    expect(over).toHaveBeenCalledTimes(1);
  });

  it('says nothing of what went wrong inside, and logs it', async () => {
    const { session: it, client, logger } = session(() => Promise.reject(new Error('a secret detail')));
    it.start();
    it.hello(hello);
    await settled();
    expect(client.close).toHaveBeenCalledWith(1011, 'internal');
    expect(JSON.stringify(client.send.mock.calls)).not.toContain('secret');
    expect(logger.error).toHaveBeenCalled();
  });

  it('logs what a client was kept waiting for', () => {
    jest.useFakeTimers();
    const {
      session: it,
      client,
      logger,
    } = session((_hello, _origin, began) => {
      began('place');
      return new Promise(() => undefined);
    });
    it.start();
    it.hello(hello);
    jest.advanceTimersByTime(10_001);
    jest.useRealTimers();
    expect(client.close).toHaveBeenCalledWith(1011, 'unavailable');
    expect(logger.warn).toHaveBeenCalledWith(expect.any(String), { durationMs: 10_000, step: 'place' });
  });

  it('ends a call that was taken for a client who has left meanwhile', async () => {
    const release = jest.fn();
    const owned = { tenantId: 't' as TenantId, callId: 'c', epoch: 1 };
    const taken = new Promise((resolve) =>
      setTimeout(() => resolve({ facts: {}, who: {}, owned, release, microphone: {} }), 5),
    );
    const { session: it, recorder, over } = session(() => taken);
    it.start();
    it.hello(hello);
    it.gone('lost');
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(over).toHaveBeenCalledTimes(1);
    expect(recorder.finalise).toHaveBeenCalledTimes(1);
    expect(release).toHaveBeenCalledTimes(1);
  });

  it('keeps a fault of its own to itself, and still closes and is forgotten', () => {
    const fault = () => {
      throw new Error('broken');
    };
    const { session: it, client, logger, over } = session(() => Promise.resolve(), fault);
    it.start();
    it.violation('malformed_message', 'x');
    expect(logger.error).toHaveBeenCalledTimes(1);
    expect(client.close).toHaveBeenCalledWith(4002, 'malformed_message');
    expect(over).toHaveBeenCalledTimes(1);
  });
});
