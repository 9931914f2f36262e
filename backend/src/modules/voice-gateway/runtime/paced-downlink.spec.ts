import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ServerMessage } from '@orbisvoice/contracts';
import fc from 'fast-check';
import { FAR_AHEAD_MS } from '../session/limits.js';
import { AHEAD_MS, MAX_HELD_MS, MAX_LAG_MS, PacedDownlink } from './paced-downlink.js';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const FRAME_MS = 40;
const speaking: ServerMessage = { type: 'state', state: 'speaking' };
const cut: ServerMessage = { type: 'interrupted', turn: 1, heardMs: 0 };

/** A visitor's side that keeps what reaches it: numbers of audio frames, and types of messages. */
function visit() {
  const reached: (number | string)[] = [];
  const tooSlow = jest.fn<(lagMs: number) => void>();
  const dropped = jest.fn<(frames: number) => void>();
  const client = {
    origin: undefined,
    send: (message: ServerMessage) => void reached.push(message.type),
    sendAudio: (pcm: Buffer) => void reached.push(pcm.readInt32LE(0)),
    close: jest.fn(),
    listen: jest.fn(),
  };
  const full = jest.fn<(full: boolean) => void>();
  const downlink = new PacedDownlink(client, () => performance.now(), { tooSlow, dropped, full });
  let frames = 0;
  const speak = (ms: number, turn = 1) => {
    for (let sent = 0; sent < ms; sent += FRAME_MS) {
      const pcm = Buffer.alloc(4);
      pcm.writeInt32LE(frames++);
      downlink.audio(turn, pcm, FRAME_MS);
    }
  };
  const audioMs = () => reached.filter((item) => typeof item === 'number').length * FRAME_MS;
  return { downlink, client, speak, reached, audioMs, tooSlow, dropped, full };
}

describe('PacedDownlink', () => {
  it('passes a short reply straight through, with no timer', () => {
    const { speak, audioMs } = visit();
    speak(AHEAD_MS);
    expect(audioMs()).toBe(AHEAD_MS);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('sends a long reply ahead of playback and no further, whole and in order', () => {
    const { speak, audioMs, reached, downlink, tooSlow } = visit();
    speak(24_000);
    downlink.send({ type: 'state', state: 'listening' });
    for (let played = 0; played <= 24_000; played += 200) {
      expect(audioMs() - played).toBeLessThanOrEqual(AHEAD_MS + FRAME_MS);
      downlink.played(1, played);
      jest.advanceTimersByTime(200);
    }
    expect(reached).toEqual([...Array.from({ length: 600 }, (_, index) => index), 'state']);
    expect(tooSlow).not.toHaveBeenCalled();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('paces a client that tells nothing by the clock, and never calls it slow', () => {
    const { speak, audioMs, tooSlow } = visit();
    speak(28_000);
    jest.advanceTimersByTime(10_000);
    expect(audioMs()).toBeGreaterThan(13_000);
    expect(audioMs()).toBeLessThanOrEqual(14_000 + FRAME_MS);
    jest.advanceTimersByTime(15_000);
    expect(audioMs()).toBe(28_000);
    expect(tooSlow).not.toHaveBeenCalled();
  });

  it('confirms no turn before its words, which may wait behind audio', () => {
    const { speak, reached, downlink } = visit();
    const words = (seq: number) =>
      ({ type: 'transcript', role: 'agent', turn: 1, text: 'Yes.', final: true, seq }) as const;
    speak(10_000);
    downlink.send({ type: 'turn.committed', seq: 1 });
    expect(reached.at(-1)).toBe('turn.committed');
    downlink.send(words(2));
    downlink.send({ type: 'turn.committed', seq: 2 });
    downlink.send({ type: 'turn.committed', seq: 3 });
    expect(reached.filter((item) => item === 'turn.committed')).toHaveLength(1);
    downlink.send(cut);
    expect(reached.slice(-4)).toEqual(['transcript', 'turn.committed', 'turn.committed', 'interrupted']);
  });

  it('drops what waits at an interruption, and keeps the messages in front of it', () => {
    const { speak, audioMs, reached, downlink, dropped } = visit();
    speak(10_000);
    downlink.send(speaking);
    downlink.send(cut);
    expect(reached.slice(-2)).toEqual(['state', 'interrupted']);
    expect(audioMs()).toBe(AHEAD_MS);
    expect(dropped).toHaveBeenCalledWith(6_000 / FRAME_MS);
    speak(AHEAD_MS, 2);
    expect(audioMs()).toBe(2 * AHEAD_MS);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('does not let commits and tools wait for audio', () => {
    const { speak, reached, downlink } = visit();
    speak(10_000);
    downlink.send({ type: 'turn.committed', seq: 1 });
    expect(reached.at(-1)).toBe('turn.committed');
  });

  it('tells once of a client that stops playing, ten seconds behind and not before', () => {
    const { speak, downlink, tooSlow } = visit();
    speak(28_000);
    jest.advanceTimersByTime(1_000);
    downlink.played(1, 1_000);
    jest.advanceTimersByTime(MAX_LAG_MS - 100);
    expect(tooSlow).not.toHaveBeenCalled();
    jest.advanceTimersByTime(5_000);
    expect(tooSlow).toHaveBeenCalledTimes(1);
  });

  it('counts turns that were never played, and forgives those before an acknowledged one', () => {
    const lagging = visit();
    lagging.speak(3_000);
    lagging.downlink.played(1, 20);
    for (let turn = 2; turn < 6; turn += 1) {
      lagging.speak(3_000, turn);
      jest.advanceTimersByTime(4_000);
    }
    expect(lagging.tooSlow).toHaveBeenCalledTimes(1);
    const healthy = visit();
    for (let turn = 1; turn < 20; turn += 1) {
      healthy.speak(3_000, turn);
      jest.advanceTimersByTime(4_000);
      healthy.downlink.played(turn, 2_900);
    }
    expect(healthy.audioMs()).toBe(19 * 3_000);
    expect(healthy.tooSlow).not.toHaveBeenCalled();
  });

  it('holds so much and no more', () => {
    const { speak, tooSlow } = visit();
    speak(AHEAD_MS + MAX_HELD_MS);
    expect(tooSlow).not.toHaveBeenCalled();
    speak(FRAME_MS);
    expect(tooSlow).toHaveBeenCalledTimes(1);
  });

  it('has a model that is far ahead wait, however long its monologue is, and drops and cuts nobody for it', () => {
    const { speak, downlink, full, tooSlow, audioMs } = visit();
    let reads = true;
    full.mockImplementation((now) => void (reads = !now));
    let mostWaiting = 0;
    let spoken = 0;
    // Five minutes, four times faster than they are played, where they are taken.
    for (let played = 0; played < 300_000; played += 200) {
      for (let ms = 0; ms < 800 && reads && spoken < 300_000; ms += FRAME_MS, spoken += FRAME_MS)
        speak(FRAME_MS);
      mostWaiting = Math.max(mostWaiting, spoken - audioMs());
      jest.advanceTimersByTime(200);
      downlink.played(1, Math.min(spoken, played + 200));
    }
    expect(spoken).toBe(300_000);
    expect(mostWaiting).toBeLessThanOrEqual(FAR_AHEAD_MS + FRAME_MS);
    expect(audioMs()).toBe(300_000);
    expect(tooSlow).not.toHaveBeenCalled();
    expect(reads).toBe(true);
  });

  it('takes what the model says again at once where the visitor interrupts, is away, or has gone', () => {
    for (const end of ['send', 'detach', 'stop'] as const) {
      const { speak, downlink, full } = visit();
      speak(AHEAD_MS + FAR_AHEAD_MS + FRAME_MS);
      expect(full.mock.calls).toEqual([[true]]);
      if (end === 'send') downlink.send(cut);
      else downlink[end]();
      expect(full.mock.calls).toEqual([[true], [false]]);
    }
  });

  it('counts from the beginning of the turn what a page plays that was loaded anew', () => {
    const { speak, downlink, client } = visit();
    speak(3_000);
    downlink.played(1, 1_000);
    downlink.detach();
    expect(downlink.attach(client, undefined)).toBe(2_000);
    downlink.resume('listening');
    expect(downlink.played(1, 500)).toBe(1_500);
    downlink.detach();
    expect(downlink.attach(client, { turn: 1, receivedMs: 2_000 })).toBe(1_500);
  });

  it('does not make a client that tells nothing hear all of the call before it goes on', () => {
    const { speak, downlink, client, audioMs } = visit();
    for (let turn = 1; turn < 20; turn += 1) {
      speak(3_000, turn);
      jest.advanceTimersByTime(4_000);
    }
    speak(6_000, 20);
    downlink.detach();
    const before = audioMs();
    expect(downlink.attach(client, { turn: 20, receivedMs: 1_000 })).toBe(5_000);
    downlink.resume('listening');
    jest.advanceTimersByTime(2_000);
    expect(audioMs() - before).toBe(5_000);
  });

  it('shows how things stand once what waited for who comes back is over', () => {
    const { speak, downlink, client, reached } = visit();
    const tell = jest.spyOn(client, 'send');
    speak(10_000);
    downlink.send({ type: 'state', state: 'listening' });
    downlink.detach();
    const unheardMs = downlink.attach(client, { turn: 1, receivedMs: 1_000 });
    downlink.resume('listening');
    for (let played = 1_000; played <= 10_000; played += 200) {
      downlink.played(1, played);
      jest.advanceTimersByTime(200);
    }
    expect(unheardMs).toBe(9_000);
    const states = tell.mock.calls.flatMap(([message]) => (message.type === 'state' ? [message.state] : []));
    expect(states).toEqual(['speaking', 'listening']);
    expect(reached.at(-1)).toBe('state');
  });

  it('holds no more for a visitor who is away, also for one who was too slow before', () => {
    const { speak, tooSlow, downlink } = visit();
    speak(12_000);
    downlink.played(1, 20);
    jest.advanceTimersByTime(12_000);
    expect(tooSlow).toHaveBeenCalledTimes(1);
    downlink.detach();
    // Four seconds of the twelve had been sent, and a frame for the one that was played.
    speak(MAX_HELD_MS - 12_000 + AHEAD_MS);
    expect(tooSlow).toHaveBeenCalledTimes(1);
    speak(2 * FRAME_MS);
    expect(tooSlow).toHaveBeenCalledTimes(2);
  });

  it('leaves no timer and sends nothing after its end', () => {
    const { speak, downlink, audioMs, client } = visit();
    speak(20_000);
    downlink.close(1000, 'client_ended');
    jest.advanceTimersByTime(60_000);
    expect(audioMs()).toBe(AHEAD_MS);
    expect(client.close).toHaveBeenCalledWith(1000, 'client_ended');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('keeps order and its bound whatever the client says', () => {
    const event = fc.oneof(
      fc.record({ speak: fc.integer({ min: 40, max: 9_000 }) }),
      fc.record({ played: fc.integer({ min: 0, max: 20_000 }), turn: fc.integer({ min: 0, max: 3 }) }),
      fc.record({ wait: fc.integer({ min: 1, max: 3_000 }) }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 20 }), (events) => {
        const { speak, reached, downlink } = visit();
        for (const one of events) {
          if ('speak' in one) speak(one.speak);
          else if ('wait' in one) jest.advanceTimersByTime(one.wait);
          else downlink.played(one.turn, one.played);
        }
        expect(reached).toEqual(reached.map((_, index) => index));
        downlink.stop();
      }),
      { numRuns: 100 },
    );
  });
});
