/** How loud the agent was, so many milliseconds before the place that its loudspeaker should be at. */
export type LevelAgo = (ms: number) => number;

const STEP_MS = 20;
/** The place is known from reports that travel, and sound takes its time through the device: from so early to so late. */
const EARLIEST_MS = -200;
const LAGS = 40;
/** What was learnt counts less by half after some three seconds. */
const MEMORY = 0.995;
/** A second of the agent, and a likeness of its loudness there and here that no chance makes. */
const WINDOWS_NEEDED = 50;
const LIKENESS_NEEDED = 0.7;
/** A room goes on sounding: the echo of a word falls by so much in 20 ms at most. */
const TAIL = 0.8;

/**
 * The echo from moment to moment: how loud the agent should come back now, by how loud it is played. Learns how late and
 * how loud it comes by comparing the two over the last seconds. So the visitor is heard in the agent's pauses, and between
 * its words, where an average could not tell them from it.
 */
export class EchoFollower {
  private readonly played = new Float64Array(LAGS);
  private readonly sumX = new Float64Array(LAGS);
  private readonly sumXX = new Float64Array(LAGS);
  private readonly sumXY = new Float64Array(LAGS);
  private sumY = 0;
  private sumYY = 0;
  private count = 0;
  private lag = -1;
  private gain = 0;
  private tail = 0;

  /** The next window of 20 ms, before it is heard. Undefined where too little is known. */
  expect(levelAgo: LevelAgo): number | undefined {
    for (let lag = 0; lag < LAGS; lag += 1) this.played[lag] = levelAgo(EARLIEST_MS + lag * STEP_MS);
    if (this.lag < 0) return undefined;
    const at = (lag: number): number => this.played[Math.min(LAGS - 1, Math.max(0, lag))] ?? 0;
    const now = this.gain * Math.max(at(this.lag - 1), at(this.lag), at(this.lag + 1));
    this.tail = Math.max(now, this.tail * TAIL);
    return this.tail;
  }

  /** So loud the microphone was in the window that `expect` was asked about, and nobody but the agent is thought to speak. */
  learn(level: number): void {
    this.count = this.count * MEMORY + 1;
    this.sumY = this.sumY * MEMORY + level;
    this.sumYY = this.sumYY * MEMORY + level * level;
    let best = LIKENESS_NEEDED;
    this.lag = -1;
    for (let lag = 0; lag < LAGS; lag += 1) {
      const x = this.played[lag] ?? 0;
      const sumX = (this.sumX[lag] = (this.sumX[lag] ?? 0) * MEMORY + x);
      const sumXX = (this.sumXX[lag] = (this.sumXX[lag] ?? 0) * MEMORY + x * x);
      const sumXY = (this.sumXY[lag] = (this.sumXY[lag] ?? 0) * MEMORY + x * level);
      const spread = (this.count * sumXX - sumX * sumX) * (this.count * this.sumYY - this.sumY * this.sumY);
      const likeness = spread <= 0 ? 0 : (this.count * sumXY - sumX * this.sumY) / Math.sqrt(spread);
      if (this.count < WINDOWS_NEEDED || likeness <= best) continue;
      best = likeness;
      this.lag = lag;
      this.gain = sumXY / sumXX;
    }
  }
}
