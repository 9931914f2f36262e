import { describe, expect, it } from '@jest/globals';
import { Agent } from '@orbisvoice/contracts';
import type { AgentRecord } from '../domain/agent-record.js';
import { toAgent } from './agent.mapping.js';

const record: AgentRecord = {
  id: '0195d8a0-0000-7000-8000-000000000001',
  name: 'Reception',
  systemPrompt: 'You answer for {{company}}. The visitor is {{name}}.',
  firstMessage: 'Hello {{name}}, you are on the {{plan}} plan.',
  voiceId: 'Kore',
  language: 'en-US',
  allowedOrigins: ['https://www.example.com'],
  idleTimeoutSeconds: 60,
  maxDurationSeconds: 600,
  patience: 'patient',
  echoGuard: 'auto',
  silencePromptSeconds: 30,
  consentText: 'May we keep a transcript?',
  appearance: { theme: 'auto', accent: null, position: 'bottom-end' },
  analysis: { enabled: false, criteria: [], fields: [] },
  dailySpendLimit: null,
  toolIds: [],
  createdAt: new Date('2026-11-22T10:00:00.123Z'),
  updatedAt: new Date('2026-11-22T11:00:00Z'),
  published: null,
};

describe('toAgent', () => {
  it('answers exactly what the contract describes', () => {
    expect(Agent.strict().parse(toAgent(record))).toEqual(toAgent(record));
  });

  it('lists the variables of prompt and first message in order of first use', () => {
    expect(toAgent(record).variables).toEqual(['company', 'name', 'plan']);
  });

  it('asks for no consent version where there is no consent text', () => {
    expect(toAgent({ ...record, consentText: '' }).consentVersion).toBe('');
    expect(toAgent(record).consentVersion).not.toBe('');
  });
});
