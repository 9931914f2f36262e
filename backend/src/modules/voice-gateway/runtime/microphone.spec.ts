import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Microphone, type MicrophoneSettings } from './microphone.js';
import { microphoneSettings } from './microphone-settings.js';

const FRAME_MS = 20;
/** A buzz of 500 Hz that carries its number in the last sample. */
function frame(amplitude: number, number: number): Buffer {
  const pcm = Buffer.alloc(640);
  for (let at = 0; at < 640; at += 2) pcm.writeInt16LE(at % 64 < 32 ? amplitude : -amplitude, at);
  pcm.writeInt16LE(number, 638);
  return pcm;
}
const numberOf = (pcm: Buffer) => pcm.readInt16LE(638);

interface Phase {
  readonly frames: number;
  readonly level: number;
  readonly agentPlays?: boolean;
}

/** What came out of the microphone, in order: numbers of frames, `-` for a frame of silence, events. */
function listen(settings: MicrophoneSettings, phases: readonly Phase[]) {
  const out: (number | '-' | 'started' | 'ended')[] = [];
  let keptBack = 0;
  const microphone = new Microphone(settings, {
    audio: (pcm) => out.push(numberOf(pcm) === 0 ? '-' : numberOf(pcm)),
    speech: ({ type }) => out.push(type),
    keptBack: (frames) => (keptBack += frames),
  });
  let number = 0;
  for (const { frames, level, agentPlays = false } of phases)
    for (let at = 0; at < frames; at += 1) {
      number += 1;
      microphone.push(frame(level, number), number * FRAME_MS, agentPlays);
    }
  return { out, keptBack, total: number, microphone };
}
const numbers = (out: readonly unknown[]) => out.filter((item) => typeof item === 'number');
const PASSING = { ownTurns: undefined, echo: false };
const GUARDED = { ownTurns: undefined, echo: true };
const OWN = { ownTurns: { startMs: 160, endMs: 500 }, echo: false };

describe('a microphone that passes everything', () => {
  it('does so in order and at once, also while the agent is played', () => {
    const { out, total, keptBack } = listen(PASSING, [
      { frames: 10, level: 20 },
      { frames: 30, level: 3_000, agentPlays: true },
    ]);
    expect(numbers(out)).toEqual(Array.from({ length: total }, (_, index) => index + 1));
    expect(keptBack).toBe(0);
  });
});

describe('a microphone guarded against echo that knows what is played', () => {
  /** Words of 200 ms and pauses of 400 ms; the visitor speaks as loudly as the echo, from a second before the end. */
  const bargeIn = (known: boolean) => {
    const events: string[] = [];
    const microphone = new Microphone(GUARDED, {
      audio: () => undefined,
      speech: ({ type }) => events.push(type),
      keptBack: () => undefined,
    });
    const agentAt = (ms: number) => (ms >= 0 && ms % 600 < 200 ? 4_000 + 1_000 * Math.sin(ms / 700) : 0);
    for (let now = 0; now < 6_000; now += FRAME_MS) {
      const echo = agentAt(now - 160) * 0.5;
      const level = now < 5_000 ? echo : Math.max(echo, 2_400);
      microphone.push(
        frame(Math.round(level), 1),
        now,
        true,
        known ? (ago) => agentAt(now - ago) : undefined,
      );
      if (now < 5_000) expect(events).toEqual([]);
    }
    return events;
  };

  it('hears a visitor in the agent’s pauses who is no louder than its echo', () => {
    expect(bargeIn(true)[0]).toBe('started');
  });

  it('and does not where it is not known', () => {
    expect(bargeIn(false)).toEqual([]);
  });
});

describe('a microphone guarded against echo', () => {
  const playing = { agentPlays: true };

  it('gives the model silence while the agent’s own voice comes back', () => {
    const { out, keptBack } = listen(GUARDED, [
      { frames: 10, level: 20 },
      { frames: 200, level: 700, ...playing },
    ]);
    expect(numbers(out)).toHaveLength(10);
    expect(out).not.toContain('started');
    expect(keptBack).toBeGreaterThan(150);
  });

  it('lets nothing of a true barge-in be lost, and opens within a third of a second', () => {
    const { out } = listen(GUARDED, [
      { frames: 10, level: 20 },
      { frames: 100, level: 500, ...playing },
      { frames: 40, level: 6_000, ...playing },
    ]);
    const speech = Array.from({ length: 40 }, (_, index) => 111 + index);
    expect(numbers(out)).toEqual(expect.arrayContaining(speech));
    const before = out.slice(0, out.indexOf('started'));
    const opened = out[out.indexOf('started') + 1];
    expect(before).not.toContain(111);
    expect(opened).toBeLessThanOrEqual(111);
    // Audio of the line and the frame that decided leave together.
    expect(out.indexOf(111 + 16)).toBeGreaterThan(out.indexOf('started'));
  });

  it('does not open for a cough or a knock', () => {
    const { out } = listen(GUARDED, [
      { frames: 100, level: 400, ...playing },
      { frames: 6, level: 8_000, ...playing },
      { frames: 60, level: 400, ...playing },
    ]);
    expect(out).not.toContain('started');
  });

  it('passes the first word of an answer that began in the agent’s last moment', () => {
    const { out } = listen(GUARDED, [
      { frames: 60, level: 30, ...playing },
      { frames: 5, level: 6_000, ...playing },
      { frames: 30, level: 6_000 },
    ]);
    expect(numbers(out)).toEqual(expect.arrayContaining([61, 62, 63, 64, 65, 66]));
  });
});

describe('a microphone that detects turns itself', () => {
  it('passes what lies within a turn, with half a second before it, and nothing else', () => {
    const { out } = listen(OWN, [
      { frames: 100, level: 20 },
      { frames: 50, level: 3_000 },
      { frames: 100, level: 20 },
    ]);
    expect(out[0]).toBe('started');
    expect(out.at(-1)).toBe('ended');
    const passed = numbers(out) as number[];
    expect(passed[0]).toBeGreaterThanOrEqual(101 - 25);
    expect(passed[0]).toBeLessThan(101);
    expect(passed).toEqual(passed.map((_, index) => (passed[0] ?? 0) + index));
    expect(passed.at(-1)).toBe(150 + 25);
  });

  it('keeps the order and never passes a frame twice, whatever comes', () => {
    const phase = fc.record({
      frames: fc.integer({ min: 1, max: 60 }),
      level: fc.constantFrom(0, 20, 400, 3_000, 9_000),
      agentPlays: fc.boolean(),
    });
    const settings = fc.constantFrom(PASSING, GUARDED, OWN, { ...OWN, echo: true });
    fc.assert(
      fc.property(settings, fc.array(phase, { maxLength: 12 }), (given, phases) => {
        const { out, microphone } = listen(given, phases);
        microphone.stop();
        const passed = numbers(out) as number[];
        expect(passed).toEqual([...new Set(passed)].sort((a, b) => a - b));
        const turns = out.filter((item) => item === 'started' || item === 'ended');
        expect(turns).toEqual(turns.map((_, index) => (index % 2 === 0 ? 'started' : 'ended')));
        if (given.ownTurns) {
          const spoken = out.map((item, index) => [item, out.slice(0, index)] as const);
          for (const [item, before] of spoken)
            if (typeof item === 'number')
              expect(before.filter((e) => typeof e === 'string').at(-1)).toBe('started');
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('microphoneSettings', () => {
  const obeys = { ownTurnDetection: false };
  it.each([
    ['auto', undefined, false],
    ['auto', true, false],
    ['auto', false, true],
    ['on', true, true],
    ['off', false, false],
  ] as const)('guards %s where the device says %s: %s', (echoGuard, echoCancellation, echo) => {
    const hello = echoCancellation === undefined ? {} : { echoCancellation };
    expect(microphoneSettings({ patience: 'quick', echoGuard }, obeys, hello)).toEqual({
      ownTurns: undefined,
      echo,
    });
  });

  it('gives the patience of the agent to turns of our own', () => {
    const agent = { patience: 'patient', echoGuard: 'off' } as const;
    expect(microphoneSettings(agent, { ownTurnDetection: true }, {}).ownTurns?.endMs).toBe(1_100);
  });
});
