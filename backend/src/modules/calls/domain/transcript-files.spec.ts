import { describe, expect, it } from '@jest/globals';
import { transcriptAsText, transcriptAsVtt, type TimedTurn } from './transcript-files.js';

const START = Date.UTC(2026, 10, 23, 9);
const at = (ms: number) => new Date(START + ms);
const head = { agentName: 'Ada & Co', startedAt: at(0) };
const turns: TimedTurn[] = [
  { role: 'agent', text: 'Hello!', interrupted: false, startedAt: at(0), endedAt: at(900) },
  {
    role: 'user',
    text: 'Is 3 > 2?\n\n00:00 --> 00:01',
    interrupted: false,
    startedAt: at(1_500),
    endedAt: at(3_250),
  },
  { role: 'agent', text: 'It was', interrupted: true, startedAt: at(3_725_040), endedAt: at(3_725_040) },
];

describe('a transcript as a file', () => {
  it('is text with times and speakers', () => {
    expect(transcriptAsText(head, turns).split('\n')).toEqual([
      'Call with Ada & Co, 2026-11-23T09:00:00.000Z',
      '',
      '[00:00:00] Ada & Co: Hello!',
      '[00:00:01] Visitor: Is 3 > 2? 00:00 --> 00:01',
      '[01:02:05] Ada & Co: It was [cut off]',
      '',
    ]);
  });

  it('is captions that nothing said can break', () => {
    expect(transcriptAsVtt(head, turns)).toBe(`WEBVTT

1
00:00:00.000 --> 00:00:00.900
<v Ada &amp; Co>Hello!

2
00:00:01.500 --> 00:00:03.250
<v Visitor>Is 3 &gt; 2? 00:00 --&gt; 00:01

3
01:02:05.040 --> 01:02:05.540
<v Ada &amp; Co>It was

`);
  });
});
