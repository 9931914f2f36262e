import { describe, expect, it } from '@jest/globals';
import { EchoFollower } from './echo-follower.js';

const WINDOW_MS = 20;
/** Words and pauses, never the same twice. */
const agentAt = (ms: number): number => {
  const window = Math.floor(ms / WINDOW_MS);
  if (window < 0) return 0;
  return Math.sin(window / 5) + Math.sin(window / 17) > 0.3 ? 3_000 + 1_500 * Math.sin(window / 3) : 10;
};

/** What is expected at the end, after so long of an echo that comes this late and at this share. */
function follow(ms: number, echo: (ms: number) => number) {
  const follower = new EchoFollower();
  const seen: { expected: number | undefined; heard: number }[] = [];
  for (let now = 0; now < ms; now += WINDOW_MS) {
    const expected = follower.expect((ago) => agentAt(now - ago));
    seen.push({ expected, heard: echo(now) });
    follower.learn(echo(now));
  }
  return seen;
}

describe('EchoFollower', () => {
  it.each([0, 160, 480, -120])('finds the echo again that comes %i ms late, and follows it', (late) => {
    const last = follow(8_000, (now) => 0.25 * agentAt(now - late)).slice(-200);
    for (const { expected, heard } of last) expect(expected).toBeGreaterThanOrEqual(heard * 0.95);
    const pauses = last.filter(({ heard }) => heard < 100);
    const low = pauses.filter(({ expected = Infinity }) => expected < 100);
    expect(low.length).toBeGreaterThan(pauses.length / 2);
  });

  it('knows nothing in the first second, nor where what is heard has nothing to do with the agent', () => {
    expect(follow(980, (now) => 0.25 * agentAt(now)).every(({ expected }) => expected === undefined)).toBe(
      true,
    );
    const noise = follow(8_000, (now) => 500 + ((now * 7_919) % 613));
    expect(noise.every(({ expected }) => expected === undefined)).toBe(true);
  });

  it('follows a loudspeaker that is turned down', () => {
    const seen = follow(20_000, (now) => (now < 8_000 ? 0.4 : 0.1) * agentAt(now - 100));
    const most = Math.max(...seen.slice(-100).map(({ expected = Infinity }) => expected));
    expect(most).toBeLessThan(0.2 * 4_500);
  });
});
