import { describe, expect, it } from '@jest/globals';
import { Call, TimelineEvent, TranscriptTurn } from '@orbisvoice/contracts';
import type { CallRecord } from '../domain/call-record.js';
import { toCall, toTimelineEvent, toTranscriptTurn } from './call.mapping.js';

const NOTHING_REPORTED = {
  inputTextTokens: 0,
  inputAudioTokens: 0,
  outputTextTokens: 0,
  outputAudioTokens: 0,
  pricedReports: 0,
  unpricedReports: 0,
  costNanos: 0,
  pricesAsOf: null,
  costs: { inputTextNanos: 0, inputAudioNanos: 0, outputTextNanos: 0, outputAudioNanos: 0 },
};
const agentId = '0195d8a0-0000-7000-8000-000000000002';
const created: CallRecord = {
  id: '0195d8a0-0000-7000-8000-000000000001',
  agentId,
  agentVersion: 3,
  channel: 'widget',
  status: 'created',
  endReason: null,
  userId: null,
  origin: 'https://www.example.com',
  createdAt: new Date('2026-11-22T10:00:00Z'),
  startedAt: null,
  endedAt: null,
  durationMs: null,
  turnCount: 0,
  voiceToVoiceP50Ms: null,
  healthScore: null,
  latency: null,
  model: null,
  figures: NOTHING_REPORTED,
};
const ended: CallRecord = {
  ...created,
  status: 'ended',
  endReason: 'client_ended',
  startedAt: new Date('2026-11-22T10:00:01Z'),
  endedAt: new Date('2026-11-22T10:01:01Z'),
  durationMs: 60_000,
  turnCount: 4,
  voiceToVoiceP50Ms: 512.5,
  healthScore: 90,
  model: 'gemini-3.8-live',
  figures: {
    ...NOTHING_REPORTED,
    inputTextTokens: 600,
    pricedReports: 1,
    costNanos: 450_000,
    pricesAsOf: '2026-09-30',
  },
};
const setting = { agentNames: new Map([[agentId, 'Reception']]), acquiredVia: 'referral' as const };

describe('toCall', () => {
  it.each([created, ended])('answers exactly what the contract describes ($status)', (record) => {
    const call = toCall(record, setting);
    expect(Call.strict().parse(call)).toEqual(call);
    expect(call.agentName).toBe('Reception');
    expect(call).toMatchObject({ acquiredVia: 'referral', consent: null, rating: null });
  });

  it('shows what the visitor answered', () => {
    const at = new Date('2026-11-22T10:00:00Z');
    const answers = {
      consent: { accepted: false, version: 'v1', at },
      rating: { rating: 4, comment: null, at },
    };
    const call = toCall(ended, setting, answers);
    expect(Call.strict().parse(call)).toMatchObject({
      consent: { accepted: false, version: 'v1', at: '2026-11-22T10:00:00.000Z' },
      rating: { rating: 4, comment: null, at: '2026-11-22T10:00:00.000Z' },
    });
  });
});

describe('toTranscriptTurn', () => {
  it('answers exactly what the contract describes', () => {
    const at = new Date('2026-11-22T10:00:02.345Z');
    const turn = {
      seq: 1,
      turn: 1,
      role: 'user',
      text: 'Hi',
      interrupted: false,
      startedAt: at,
      endedAt: at,
    } as const;
    expect(TranscriptTurn.strict().parse(toTranscriptTurn(turn)).endedAt).toBe('2026-11-22T10:00:02.345Z');
  });
});

describe('toTimelineEvent', () => {
  it('answers exactly what the contract describes', () => {
    const event = { seq: 1, at: new Date(0), kind: 'interrupted', turn: 2, data: { heardMs: 120, by: null } };
    expect(TimelineEvent.strict().parse(toTimelineEvent(event))).toEqual({
      ...event,
      at: '1970-01-01T00:00:00.000Z',
    });
  });
});
