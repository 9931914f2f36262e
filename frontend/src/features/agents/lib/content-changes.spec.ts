import { expect, it } from '@jest/globals';
import type { Agent } from '@orbisvoice/contracts';
import { AGENT } from '../../../testing/agent-sample.js';
import { contentChanges } from './content-changes.js';

it('says nothing of what is the same', () => {
  expect(contentChanges(AGENT, { ...AGENT, appearance: { ...AGENT.appearance } })).toEqual([]);
});

it('says each change in words for people, texts apart from values', () => {
  const after = {
    ...AGENT,
    systemPrompt: 'You answer.',
    voiceId: 'Puck',
    language: 'de-DE',
    silencePromptSeconds: 0,
    maxDurationSeconds: 600,
    toolIds: ['t1', 't2'],
    analysis: {
      enabled: true,
      criteria: [{ name: 'Booked', description: 'A table was booked.' }],
      fields: [
        { name: 'Mood', description: 'How they sounded.', kind: 'choice', options: ['calm', 'cross'] },
      ],
    },
  } satisfies Partial<Agent>;
  const names: Record<string, string> = { t1: 'find_order' };
  expect(contentChanges(AGENT, after, (id) => names[id] ?? 'a deleted tool')).toEqual([
    { label: 'System prompt', kind: 'text', before: 'You answer for {{shop}}.', after: 'You answer.' },
    { label: 'Voice', kind: 'value', before: 'Kore, firm', after: 'Puck, upbeat' },
    {
      label: 'Language',
      kind: 'value',
      before: 'English (United States) (en-US)',
      after: 'German (Germany) (de-DE)',
    },
    { label: 'Asks into a silence after', kind: 'value', before: '1 min', after: 'never' },
    { label: 'Longest call', kind: 'value', before: '1 h', after: '10 min' },
    {
      label: 'Analysis after calls',
      kind: 'text',
      before: 'off',
      after: 'on\nBooked? A table was booked.\nMood (calm | cross): How they sounded.',
    },
    { label: 'Tools', kind: 'value', before: 'none', after: 'find_order, a deleted tool' },
  ]);
});
