import { describe, expect, it, jest } from '@jest/globals';
import { receive } from './reception.js';
import { SessionsHere, type SessionHere } from './sessions-here.js';

const hello = {
  type: 'hello',
  protocol: 1,
  resume: { callId: 'call', secret: 'secret', lastSeq: 0 },
} as const;

/** A call that a session of this process has under 3; `meanwhile` happens while the visitor's secret is looked at. */
function visit(meanwhile: (session: Writable) => void) {
  const session: Writable = { heldEpoch: 3, isEnding: false, attach: jest.fn(), lost: jest.fn() };
  const here = new SessionsHere();
  here.put('call', session);
  const comeBack = jest.fn((_request: unknown, _origin: unknown, heldEpoch: number | undefined) => {
    const epoch = heldEpoch ?? 4;
    meanwhile(session);
    return Promise.resolve({ owned: { epoch } });
  });
  const goOn = jest.fn((again: unknown) => Promise.resolve(again));
  const desk = { comeBack, goOn, admit: jest.fn() };
  const received = receive(hello, undefined, { desk, here } as never, () => undefined);
  return { received, session, comeBack, goOn };
}
type Writable = { -readonly [K in keyof SessionHere]: SessionHere[K] };

describe('a visitor who comes back', () => {
  it('goes to the session that has the call', async () => {
    const { received, session } = visit(() => undefined);
    expect(await received).toMatchObject({ to: 'another', session });
  });

  it('is refused where the call ends just then: its end is written under the same number', async () => {
    const { received, goOn } = visit((session) =>
      Object.assign(session, { heldEpoch: undefined, isEnding: true }),
    );
    await expect(received).rejects.toMatchObject({ code: 'resume_invalid' });
    expect(goOn).not.toHaveBeenCalled();
  });

  it('takes the call under a number of its own where the session is leaving it just then', async () => {
    const { received, comeBack, session } = visit((it) => Object.assign(it, { heldEpoch: undefined }));
    expect(await received).toMatchObject({ to: 'you', taken: { owned: { epoch: 4 } } });
    expect(comeBack.mock.calls.map(([, , heldEpoch]) => heldEpoch)).toEqual([3, undefined]);
    expect(session.lost).toHaveBeenCalledTimes(1);
  });
});
