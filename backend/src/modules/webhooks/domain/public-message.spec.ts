import { describe, expect, it } from '@jest/globals';
import { DOMAIN_EVENTS, WEBHOOK_EVENT_TYPES, WEBHOOK_EVENTS, WebhookEnvelope } from '@orbisvoice/contracts';
import { bodyOf, PUBLIC_MESSAGES } from './public-message.js';

const id = '01890000-0000-7000-8000-000000000001';
const at = '2026-11-23T12:00:00.000Z';
const FACTS = {
  'call.started': { callId: id, agentId: id, channel: 'widget', startedAt: at },
  'call.ended': {
    callId: id,
    agentId: id,
    channel: 'widget',
    endReason: 'client_ended',
    startedAt: at,
    endedAt: at,
    durationMs: 1,
  },
  'call.analysed': { callId: id, agentId: id, state: 'done', reason: null, analysedAt: at },
  'agent.published': { agentId: id, version: 3, publishedAt: at },
  'booking.created': { bookingId: id, toolId: id, callId: null, startsAt: at, endsAt: at, bookedAt: at },
} as const;

describe.each(WEBHOOK_EVENT_TYPES)('%s', (type) => {
  it('says what its schema promises, and nothing that a fact gains later', () => {
    const fact = { ...DOMAIN_EVENTS[type].parse(FACTS[type]), secretOfTomorrow: 'x' };
    const message = PUBLIC_MESSAGES[type](fact as never);
    expect(WEBHOOK_EVENTS[type].strict().parse(message.data)).toEqual(message.data);
    expect(WebhookEnvelope.strict().parse(JSON.parse(bodyOf(type, at, message.data))).type).toBe(type);
  });
});

it('a call that was told of by an earlier build says less', () => {
  const fact = DOMAIN_EVENTS['call.ended'].parse({ callId: id, agentId: id });
  expect(PUBLIC_MESSAGES['call.ended'](fact)).toMatchObject({ at: null, data: { durationMs: null } });
});
