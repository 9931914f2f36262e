/** Agent audio with its place: milliseconds from the start of its turn. */
export interface AgentAudio {
  readonly turn: number;
  readonly from: number;
  readonly ms: number;
  readonly pcm: Buffer;
}

/** More than any client is given ahead of what it plays. */
const MAX_KEPT_MS = 6_000;
const BYTES_PER_SAMPLE = 2;

/** What was sent last, for a client whose connection is lost before it was heard. */
export class SentAudio {
  private readonly kept: AgentAudio[] = [];
  private keptMs = 0;

  push(audio: AgentAudio): void {
    this.kept.push(audio);
    this.keptMs += audio.ms;
    while (this.keptMs > MAX_KEPT_MS) this.forgetFirst();
  }

  /** The visitor has heard so much of this turn. */
  heard(turn: number, ms: number): void {
    for (let first = this.kept[0]; first && first.turn <= turn; first = this.kept[0]) {
      if (first.turn === turn && first.from + first.ms > ms) return;
      this.forgetFirst();
    }
  }

  clear(): void {
    this.kept.length = 0;
    this.keptMs = 0;
  }

  /** Takes everything behind this place of this turn; later turns are behind it. */
  takeAfter(turn: number, ms: number): AgentAudio[] {
    const rest = this.kept
      .filter((audio) => audio.turn > turn || (audio.turn === turn && audio.from + audio.ms > ms))
      .map((audio) => (audio.turn === turn && audio.from < ms ? cut(audio, ms - audio.from) : audio));
    this.clear();
    return rest;
  }

  /** Takes the last so many milliseconds. */
  takeLast(ms: number): AgentAudio[] {
    let left = this.keptMs - ms;
    const first = this.kept.find((audio) => (left -= audio.ms) < 0);
    return first ? this.takeAfter(first.turn, first.from + first.ms + left) : this.takeAfter(Infinity, 0);
  }

  private forgetFirst(): void {
    this.keptMs -= this.kept.shift()?.ms ?? 0;
  }
}

/** Without its first so many milliseconds, to the whole sample. */
function cut({ turn, from, ms, pcm }: AgentAudio, without: number): AgentAudio {
  const samples = pcm.length / BYTES_PER_SAMPLE;
  const dropped = Math.min(samples, Math.floor((without / ms) * samples));
  const droppedMs = (dropped / samples) * ms;
  return { turn, from: from + droppedMs, ms: ms - droppedMs, pcm: pcm.subarray(dropped * BYTES_PER_SAMPLE) };
}
