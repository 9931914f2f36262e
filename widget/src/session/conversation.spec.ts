import { beforeEach, describe, expect, it } from '@jest/globals';
import { AGENT } from '../testing/fake-page.js';
import { settle, stageSet } from '../testing/stage-set.js';
import { keepCall } from './call-memory.js';

const VERSION = AGENT.consentVersion;
const FROM = { url: 'wss://v.example/stream', callId: 'c0', secret: 's'.repeat(24), lastSeq: 3 };

beforeEach(() => sessionStorage.clear());

/** A call by voice without a notice, up to where it listens. */
async function talking() {
  const set = stageSet({}, '');
  set.conversation.talk();
  await settle();
  set.call.becomes('connecting');
  set.call.becomes('listening');
  return set;
}

describe('a conversation from the click to the rating', () => {
  it('asks for consent before the microphone, and goes on through the call to the rating', async () => {
    const { conversation, call, events, stages } = stageSet();
    conversation.talk();
    await settle();
    expect([conversation.state.stage, call.started]).toEqual(['consent', []]);
    conversation.accept();
    for (const phase of ['connecting', 'listening', 'thinking', 'speaking'] as const) call.becomes(phase);
    conversation.stop();
    conversation.rate(3);
    conversation.rate(4);
    await settle();
    expect(conversation.state).toMatchObject({ stage: 'rating', rating: 4 });
    conversation.dismiss();
    expect(stages()).toEqual([
      ...['preparing', 'consent', 'permission', 'connecting', 'listening', 'thinking', 'speaking'],
      ...['ended', 'rating', 'idle'],
    ]);
    expect(events.filter(([name]) => name !== 'state')).toEqual([
      ['consent', { accepted: true, version: VERSION }],
      ['call', { callId: 'c1', mode: 'voice', resumed: false }],
      ['end', { callId: 'c1', reason: 'client_ended', durationMs: 9_000 }],
      ['rating', { callId: 'c1', rating: 3 }],
      ['rating', { callId: 'c1', rating: 4 }],
    ]);
    expect(call.started).toMatchObject([{ microphone: true, consent: { accepted: true, version: VERSION } }]);
  });

  it('does not ask again for what was agreed to', async () => {
    const { conversation, call } = stageSet();
    conversation.talk();
    await settle();
    conversation.accept();
    conversation.stop();
    conversation.talk();
    expect(call.started).toHaveLength(2);
    expect(call.started[1]).toMatchObject({ consent: { accepted: true, version: VERSION } });
  });

  it('leads those who decline to writing, and says so to the server', async () => {
    const { conversation, call, stages } = stageSet();
    conversation.talk();
    await settle();
    conversation.decline();
    expect(call.started).toMatchObject([
      { microphone: false, consent: { accepted: false, version: VERSION } },
    ]);
    call.becomes('connecting');
    call.becomes('listening');
    expect(stages()).toEqual(['preparing', 'consent', 'connecting', 'listening']);
  });

  it('leaves those who decline alone where there is no writing', async () => {
    const { conversation, call, events } = stageSet({ text: false });
    conversation.talk();
    await settle();
    conversation.decline();
    expect([conversation.state.stage, call.started]).toEqual(['idle', []]);
    expect(events.at(-1)).toEqual(['consent', { accepted: false, version: VERSION }]);
  });

  it('asks those who write for no consent and for no permission', () => {
    const { conversation, call, stages } = stageSet();
    conversation.say('Are you open?');
    call.becomes('connecting');
    call.becomes('listening');
    expect(stages()).toEqual(['preparing', 'connecting', 'listening']);
    expect(call.texts).toEqual(['Are you open?']);
  });

  it('goes from writing to speech by a new call', async () => {
    const { conversation, call, stages } = stageSet({}, '');
    await conversation.warmUp();
    conversation.write();
    call.becomes('listening');
    conversation.talk();
    expect(stages()).toEqual(['preparing', 'connecting', 'listening', 'ended', 'preparing', 'permission']);
    expect(call.started.map(({ microphone }) => microphone)).toEqual([false, true]);
  });
});

describe('trouble', () => {
  it('keeps the call while the line is cut and comes back to where it was', async () => {
    const { call, stages, events } = await talking();
    call.becomes('reconnecting');
    call.becomes('speaking');
    expect(stages().slice(-2)).toEqual(['reconnecting', 'speaking']);
    expect(events.filter(([name]) => name === 'call')).toHaveLength(1);
  });

  it('offers the same again after a failure, and says what it was', async () => {
    const { conversation, call, events } = stageSet({}, '');
    conversation.talk();
    await settle();
    call.becomes('error');
    expect(events.at(-1)).toEqual([
      'error',
      { code: 'microphone_denied', message: 'The microphone is blocked', retryable: true },
    ]);
    conversation.retry();
    expect(call.started).toHaveLength(2);
  });

  it('sums up nothing where a call was given up before it began', async () => {
    const { conversation, call, events } = stageSet({}, '');
    conversation.talk();
    await settle();
    conversation.stop();
    expect([conversation.state.stage, call.isOn]).toEqual(['idle', false]);
    expect(events.map(([name]) => name)).not.toContain('end');
  });

  it('does not start what was stopped while it was prepared', async () => {
    const { conversation, call } = stageSet({}, '');
    conversation.talk();
    conversation.stop();
    await settle();
    expect([conversation.state.stage, call.started]).toEqual(['idle', []]);
  });
});

describe('a call of the page before', () => {
  const keep = (mode: 'voice' | 'text') =>
    keepCall({ from: FROM, mode, agentId: AGENT.id, ratingToken: 'rt', open: true });

  it('waits for a click where it is spoken: browsers give sound to nobody else', () => {
    keep('voice');
    const { conversation, call, stages, events } = stageSet();
    expect(conversation.restore()).toBe(true);
    expect([conversation.state.stage, call.started]).toEqual(['paused', []]);
    conversation.say('Hello?');
    conversation.continue();
    call.becomes('connecting');
    call.becomes('listening');
    expect(stages()).toEqual(['paused', 'reconnecting', 'listening']);
    expect(events[1]).toEqual(['call', { callId: 'c0', mode: 'voice', resumed: true }]);
    expect(call.started).toEqual([{ microphone: true, resume: FROM }]);
    expect(call.texts).toEqual(['Hello?']);
  });

  it('can be given up before it is taken up', () => {
    keep('voice');
    const { conversation, call } = stageSet();
    conversation.restore();
    conversation.stop();
    expect([conversation.state.stage, call.started]).toEqual(['idle', []]);
  });

  it('goes on by itself where it is written', () => {
    keep('text');
    const { conversation, call } = stageSet();
    conversation.restore();
    expect(conversation.state.stage).toBe('reconnecting');
    expect(call.started).toEqual([{ microphone: false, resume: FROM }]);
  });
});
