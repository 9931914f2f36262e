import { describe, expect, it } from '@jest/globals';
import { AgentEnvelope } from './agent-envelope.js';

const BYTES_PER_MS = 48;
/** A buzz of 500 Hz. */
function buzz(ms: number, amplitude: number): Buffer {
  const pcm = Buffer.alloc(ms * BYTES_PER_MS);
  for (let at = 0; at < pcm.length; at += 2) pcm.writeInt16LE(at % 96 < 48 ? amplitude : -amplitude, at);
  return pcm;
}

describe('AgentEnvelope', () => {
  it('says how loud the agent is at each place, however it was cut into frames', () => {
    const envelope = new AgentEnvelope();
    for (const part of [buzz(130, 4_000), buzz(70, 4_000), buzz(100, 40), buzz(100, 4_000)])
      envelope.sent(part);
    const [loud, quiet, again] = [100, 240, 340].map((ms) => envelope.levelAt(ms));
    expect(loud).toBeGreaterThan(1_000);
    expect(quiet).toBeLessThan(50);
    expect(again).toBeGreaterThan(1_000);
  });

  it('knows of nothing before, after, nor of long ago', () => {
    const envelope = new AgentEnvelope(1_000);
    for (let sent = 0; sent < 20; sent += 1) envelope.sent(buzz(1_000, 4_000));
    expect([-20, 500, 12_000, 21_020].map((ms) => envelope.levelAt(ms))).toEqual([0, 0, 0, 0]);
    expect(envelope.levelAt(20_500)).toBeGreaterThan(1_000);
  });

  it('goes on where a lost connection has left the visitor', () => {
    const envelope = new AgentEnvelope();
    envelope.sent(buzz(400, 4_000));
    envelope.continueAt(200);
    envelope.sent(buzz(100, 40));
    expect(envelope.levelAt(100)).toBeGreaterThan(1_000);
    expect(envelope.levelAt(240)).toBeLessThan(50);
    expect(envelope.levelAt(340)).toBe(0);
  });
});
