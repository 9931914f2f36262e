import type { Agent } from '@orbisvoice/contracts';

export const AGENT: Agent = {
  id: '0198c0de-0000-7000-8000-000000000010',
  name: 'Front desk',
  systemPrompt: 'You answer for {{shop}}.',
  firstMessage: 'Hello!',
  voiceId: 'Kore',
  language: 'en-US',
  allowedOrigins: ['https://shop.example'],
  idleTimeoutSeconds: 1_800,
  maxDurationSeconds: 3_600,
  consentText: '',
  toolIds: [],
  status: 'published',
  variables: ['shop'],
  consentVersion: '',
  createdAt: '2026-11-01T08:00:00.000Z',
  updatedAt: '2026-11-02T08:00:00.000Z',
};
