import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CallInTime } from '../../../../test/support/call-in-time.js';
import type { CallFacts } from './input.js';
import { leadMs } from './courtesy.js';

const SILENCE = 30_000;
const facts = { silencePromptMs: SILENCE, idleMs: 600_000, maxDurationMs: 3_600_000 };
/** Said to the model, by what it is about. */
const told = (call: CallInTime): string[] =>
  call
    .of('provider-text')
    .map(({ text }) =>
      /still there/.test(text)
        ? 'ask'
        : /does not answer/.test(text)
          ? 'idle'
          : /is over/.test(text)
            ? 'over'
            : text,
    );
const call = (more: Partial<CallFacts> = {}) => new CallInTime({ ...facts, ...more });
/** A spoken reply of the model. */
const speaks = (it: CallInTime, ms = 1_200, generation = 0) =>
  it.pass(300).says('Are you still there?').sounds(ms, false, generation).pass(ms).over();

describe('into a silence', () => {
  it('the agent asks twice and then says goodbye, and the call ends when that was heard', () => {
    const it = call();
    speaks(it.pass(SILENCE + 500));
    speaks(it.pass(SILENCE), 1_200);
    it.pass(SILENCE);
    expect(told(it)).toEqual(['ask', 'ask', 'idle']);
    const from = it.now;
    speaks(it, 2_000).pass(2_000);
    const ended = it.when('finalise', from) ?? 0;
    expect(ended - from).toBeGreaterThanOrEqual(2_300);
    expect(ended - from).toBeLessThan(5_500);
    expect(it.of('finalise')).toMatchObject([{ reason: 'idle_timeout' }]);
  });

  it('counts from where the agent was heard to end, not from where its audio arrived', () => {
    const it = call().asks().pass(200).says('A long story.').sounds(9_000).pass(6_000).over();
    const heard = it.now;
    it.pass(SILENCE - 1_000);
    expect(told(it)).toEqual([]);
    it.pass(2_500);
    expect(told(it)).toEqual(['ask']);
    expect(it.now - heard).toBeLessThan(SILENCE + 3_000);
  });

  it('a visitor who answers has the whole patience again, also at the goodbye', () => {
    const it = call();
    speaks(it.pass(SILENCE + 500));
    it.asks('Yes, one moment.');
    speaks(it);
    speaks(it.pass(SILENCE));
    speaks(it.pass(SILENCE));
    it.pass(SILENCE).asks('Wait!');
    speaks(it).pass(11_000);
    expect(told(it).slice(0, 4)).toEqual(['ask', 'ask', 'ask', 'idle']);
    expect(it.of('finalise')).toEqual([]);
  });

  describe('whose goodbye the visitor answers', () => {
    const parted = () => {
      const it = call({ silencePromptMs: 0, idleMs: 60_000 }).pass(49_000);
      expect(told(it)).toEqual(['idle']);
      speaks(it, 1_500).pass(300);
      return it.tell({ type: 'speech.started' });
    };
    const stops = (it: CallInTime) => it.tell({ type: 'speech.ended', endedAt: it.now, uplinkMs: 0 });

    it('is not over before they have finished, and goes on with their words', () => {
      const it = parted().pass(4_000);
      expect(it.of('finalise')).toEqual([]);
      stops(it).pass(1_500).hears('No, wait, I am here.');
      speaks(it).pass(8_000);
      expect(it.of('finalise')).toEqual([]);
    });

    it('is over where no words come of it, or the voice does not end', () => {
      expect(stops(parted().pass(1_000)).pass(4_000).of('finalise')).toHaveLength(1);
      expect(parted().pass(33_000).of('finalise')).toMatchObject([{ reason: 'idle_timeout' }]);
    });
  });

  it('nobody asks where the agent is told not to, nor who has closed the microphone', () => {
    expect(told(call({ silencePromptMs: 0 }).pass(500_000))).toEqual([]);
    const muted = call().tell({ type: 'client.mic', state: 'muted' }).pass(200_000);
    expect(told(muted)).toEqual([]);
  });

  it('noises put a question off and do not keep a call for ever', () => {
    const it = call({ idleMs: 3_600_000 });
    const cough = () => {
      it.tell({ type: 'speech.started' }).pass(300);
      it.tell({ type: 'speech.ended', endedAt: it.now - 200, uplinkMs: 0 }).pass(8_000);
    };
    it.pass(SILENCE - 5_000);
    cough();
    expect(told(it)).toEqual([]);
    for (const word of ['ask', 'ask', 'idle']) {
      while (told(it).at(-1) !== word || it.now - (it.lastTold ?? 0) > 1_000) it.pass(500);
      speaks(it);
      if (word === 'ask') cough();
    }
    expect(told(it)).toEqual(['ask', 'ask', 'idle']);
  });

  it('questions of our own do not keep a call alive beyond its idle limit', () => {
    const it = call({ idleMs: 80_000 });
    for (let asked = 0; asked < 2; asked += 1) speaks(it.pass(SILENCE));
    it.pass(30_000);
    expect(it.of('finalise')).toMatchObject([{ reason: 'idle_timeout' }]);
    expect(it.of('finalise')[0]?.at).toBeLessThanOrEqual(80_200);
  });
});

describe('before the longest call ends', () => {
  it('the agent says goodbye in the next pause', () => {
    const it = call({ maxDurationMs: 120_000, silencePromptMs: 0 });
    it.pass(104_000).asks().pass(300).says('It is ten.').sounds(2_400).pass(1_700).over();
    expect(told(it)).toEqual([]);
    it.pass(1_500);
    expect(told(it)).toEqual(['over']);
    speaks(it, 1_500).pass(1_500);
    expect(it.of('finalise')).toMatchObject([{ reason: 'max_duration' }]);
    expect(it.of('finalise')[0]?.at).toBeLessThan(119_000);
  });

  it('the agent says goodbye although the connection was away when it was time for it', () => {
    const it = call({ maxDurationMs: 120_000, silencePromptMs: 0 }).pass(103_000);
    it.isGone = true;
    it.tell({ type: 'provider.closed', connection: 1, failure: 'transient', detail: '1011' }).pass(10_500);
    expect(told(it)).toEqual([]);
    it.tell({ type: 'provider.opened', connection: 2 }).pass(600);
    expect(told(it)).toEqual(['over']);
  });

  it('the limit holds where no goodbye comes', () => {
    const it = call({ maxDurationMs: 120_000, silencePromptMs: 0 }).pass(121_000);
    expect(it.of('finalise')).toMatchObject([{ reason: 'max_duration' }]);
    const error = it.of('send').filter(({ message }) => message.type === 'error');
    expect(error).toMatchObject([{ message: { code: 'max_duration' } }]);
  });

  it('calls too short for a goodbye have none', () => {
    expect(leadMs(10_000, 'idle_timeout')).toBe(0);
    expect(leadMs(30_000, 'max_duration')).toBe(7_500);
    expect(leadMs(3_600_000, 'max_duration')).toBe(15_000);
  });
});

describe('whatever the visitor and the model do', () => {
  it('asks at most twice without words between, and ends by the limits', () => {
    const act = fc.constantFrom('words', 'noise', 'reply', 'wait', 'long wait', 'mute', 'open', 'typed');
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
        const it = call({ idleMs: 200_000, maxDurationMs: 900_000 });
        for (const what of acts) {
          if (what === 'words') it.asks();
          else if (what === 'noise')
            it.tell({ type: 'speech.started' })
              .pass(200)
              .tell({ type: 'speech.ended', endedAt: it.now, uplinkMs: 0 });
          else if (what === 'reply') speaks(it);
          else if (what === 'wait') it.pass(7_000);
          else if (what === 'long wait') it.pass(SILENCE);
          else if (what === 'typed') it.tell({ type: 'client.text', text: 'Hm.' });
          else it.tell({ type: 'client.mic', state: what === 'mute' ? 'muted' : 'open' });
        }
        const spoken = acts.filter((what) => what === 'words' || what === 'typed').length;
        expect(told(it).filter((what) => what === 'ask').length).toBeLessThanOrEqual(2 * (spoken + 1));
        it.pass(900_000);
        expect(it.of('finalise')).toHaveLength(1);
        expect(it.of('finalise')[0]?.at).toBeLessThanOrEqual(900_100);
      }),
      { numRuns: 60 },
    );
  });
});
