import { describe, expect, it } from '@jest/globals';
import { Call, TimelineEvent, TranscriptTurn } from '@orbisvoice/contracts';
import type { CallRecord } from '../domain/call-record.js';
import { toCall, toTimelineEvent, toTranscriptTurn } from './call.mapping.js';

const agentId = '0195d8a0-0000-7000-8000-000000000002';
const created: CallRecord = {
  id: '0195d8a0-0000-7000-8000-000000000001',
  agentId,
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
};
const names = new Map([[agentId, 'Reception']]);

describe('toCall', () => {
  it.each([created, ended])('answers exactly what the contract describes ($status)', (record) => {
    const call = toCall(record, names);
    expect(Call.strict().parse(call)).toEqual(call);
    expect(call.agentName).toBe('Reception');
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
