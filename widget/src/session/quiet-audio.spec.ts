import { describe, expect, it } from '@jest/globals';
import type { PlaybackReport } from '@orbisvoice/voice-client';
import { quietAudio } from './quiet-audio.js';

describe('sound for writing', () => {
  it('makes none, and lets everything count as heard', () => {
    const reports: PlaybackReport[] = [];
    const audio = quietAudio({
      onFrame: () => undefined,
      onMicrophoneLost: () => undefined,
      onPlayback: (report) => reports.push(report),
    });
    audio.flush();
    audio.play(1, new ArrayBuffer(960));
    audio.play(1, new ArrayBuffer(960));
    audio.play(2, new ArrayBuffer(480));
    audio.flush();
    expect(reports.map(({ turn, playedMs, playing, flushed }) => [turn, playedMs, playing, flushed])).toEqual(
      [
        [1, 20, false, false],
        [1, 40, false, false],
        [2, 10, false, false],
        [2, 10, false, true],
      ],
    );
  });
});
