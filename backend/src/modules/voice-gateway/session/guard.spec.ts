import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { digestOf } from '../../../../test/support/call-facts.js';
import { CallInTime } from '../../../../test/support/call-in-time.js';

describe('the guard lets a healthy call alone', () => {
  it('through questions, long answers, pauses and a cough', () => {
    const call = new CallInTime();
    for (let turn = 0; turn < 5; turn += 1) {
      call.asks().pass(900).says('It is ten o’clock. ').sounds(12_000).pass(7_500).over().pass(3_000);
    }
    call.tell({ type: 'speech.started' }).pass(300);
    call.tell({ type: 'speech.ended', endedAt: call.now - 200, uplinkMs: 0 }).pass(20_000);
    expect(call.noted).toEqual([]);
    expect(call.name).toBe('listening');
  });

  it('while a tool works, and while the visitor speaks', () => {
    const call = new CallInTime().asks();
    const calls = [{ id: 't1', name: 'look_up', args: {} }];
    call.tell({ type: 'provider.tool-calls', connection: 1, generation: 0, calls }).pass(9_000);
    call.tell({ type: 'client.tool-result', id: 't1', result: 1, error: undefined }).pass(1_500);
    call.sounds(400).pass(400).over();
    call.tell({ type: 'speech.started' }).hears('Well, ').pass(9_000);
    expect(call.noted).toEqual([]);
  });
});

describe('a reply in which a tool is called', () => {
  const plain = { filler: '', background: false, modelTalks: false } as const;
  const tool = { ...plain, id: 'tool-1', name: 'order', kind: 'http', digestOf: digestOf('tool-1') } as const;
  const calling = () => {
    const call = new CallInTime({ tools: [tool] }).asks().says('Let me check.').sounds(800);
    const calls = [{ id: 'a', name: 'order', args: {} }];
    return call.tell({ type: 'provider.tool-calls', connection: 1, generation: 0, calls });
  };
  const settled = (call: CallInTime) =>
    call.tell({ type: 'tool.settled', occasion: 'a', outcome: { kind: 'result', result: { ok: true } } });

  it('has its time to go on once the tool is answered, however long that took', () => {
    fc.assert(
      fc.property(fc.nat(9_000), fc.nat(1_800), (toolMs, answerMs) => {
        const call = settled(calling().pass(toolMs)).pass(answerMs);
        call.says(' It is done.').sounds(900).over().pass(5_000);
        expect(call.noted).toEqual([]);
        expect(call.name).toBe('listening');
      }),
    );
  });

  it('is asked for once more where the model says nothing to what the tool told', () => {
    const call = settled(calling().pass(4_000));
    const from = call.now;
    call.pass(2_100);
    expect(call.noted).toEqual(['no-answer: nudge']);
    expect((call.when('provider-text', from) ?? Infinity) - from).toBeLessThanOrEqual(2_000);
    call.sounds(600).pass(600).over().pass(5_000);
    expect(call.noted).toEqual(['no-answer: nudge', 'recovered']);
  });
});

describe('a question that does not come as speech into a silence', () => {
  const answering = () => new CallInTime().asks().says('It is ten.').sounds(3_000);
  const missed: [string, () => CallInTime][] = [
    [
      'spoken during a reply that nobody interrupts',
      () => {
        const call = answering().tell({ type: 'speech.started' }).pass(900);
        call.tell({ type: 'speech.ended', endedAt: call.now - 200, uplinkMs: 0 }).hears('And tomorrow?');
        return call.over();
      },
    ],
    ['typed during a reply', () => answering().tell({ type: 'client.text', text: 'And tomorrow?' }).over()],
    [
      'typed, which interrupts the reply',
      () => {
        const call = answering().tell({ type: 'client.text', text: 'And tomorrow?' });
        return call.tell({ type: 'provider.interrupted', connection: 1, generation: 0 });
      },
    ],
    ['too soft for us', () => answering().over().pass(5_000).hears('And tomorrow?')],
  ];
  it.each(missed)('is missed where nothing answers it: %s', (_how, asked) => {
    const call = asked();
    expect(call.name).toBe('thinking');
    const from = call.now;
    call.pass(2_300);
    expect(call.noted).toEqual(['no-answer: nudge']);
    expect((call.when('provider-text', from) ?? Infinity) - from).toBeLessThanOrEqual(2_000);
  });

  it.each(missed)('is nothing to complain of where it is answered: %s', (_how, asked) => {
    const call = asked().pass(900).says('The same.').sounds(900, false, 1);
    call.tell({ type: 'provider.turn-complete', connection: 1, generation: 1 }).pass(9_000);
    expect(call.noted).toEqual([]);
    expect(call.name).toBe('listening');
  });

  it('is not seen in words that trail the question before', () => {
    const call = answering().hears(' please?').pass(200).over().pass(9_000);
    expect(call.noted).toEqual([]);
    expect(call.name).toBe('listening');
  });
});

describe('the guard notices within two seconds and asks again, then elsewhere', () => {
  const silent: [string, (call: CallInTime) => CallInTime, string[]][] = [
    ['no answer', (call) => call.asks(), ['no-answer: nudge', 'no-answer: resume']],
    [
      'no answer to typed words',
      (call) => call.tell({ type: 'client.text', text: 'Hello?' }),
      ['no-answer: nudge', 'no-answer: resume'],
    ],
    ['a connection from which nothing comes', (call) => call.asks(''), ['half-dead: resume']],
    ['an empty turn', (call) => call.asks().pass(300).over(), ['empty-turn: nudge', 'no-answer: resume']],
    [
      'words without audio',
      (call) => call.asks().pass(300).says('It is ten.').over(),
      ['empty-turn: nudge', 'no-answer: resume'],
    ],
    [
      'words without audio and without an end, to a typed question',
      (call) => call.tell({ type: 'client.text', text: 'Hello?' }).pass(300).says('Hello.'),
      ['no-answer: nudge', 'no-answer: resume'],
    ],
    ['a stall', (call) => call.asks().sounds(600).pass(400), ['stall: nudge', 'no-answer: resume']],
    ['near-silence', (call) => call.asks().sounds(1_600, true), ['quiet-audio: resume']],
    [
      'a turn that breaks off',
      (call) =>
        call
          .asks()
          .says('It is about')
          .sounds(600)
          .tell({ type: 'provider.turn-complete', connection: 1, generation: 0 }),
      ['cut-turn: nudge', 'no-answer: resume'],
    ],
    [
      'an interruption without cause',
      (call) =>
        call
          .asks()
          .sounds(600)
          .pass(300)
          .tell({ type: 'provider.interrupted', connection: 1, generation: 0 }),
      ['phantom-interrupted: nudge', 'no-answer: resume'],
    ],
  ];
  it.each(silent)('after %s', (_name, fail, noted) => {
    const call = fail(new CallInTime());
    const from = call.now;
    call.pass(noted.length > 1 ? 3_400 : 2_500);
    expect(call.noted).toEqual(noted);
    const acted = [call.when('provider-text', from), call.when('close-provider')].filter(
      (at) => at !== undefined,
    );
    expect(Math.min(...acted) - from).toBeLessThanOrEqual(2_000);
    expect(call.of('open-provider').at(-1)).toMatchObject({ connection: 2, handle: 'h1' });
    call.sounds(600, false, 1);
    expect(call.noted.at(-1)).toBe('recovered');
    expect(call.name).toBe('speaking');
  });

  it('takes the sound that a nudge brings for the end of the trouble', () => {
    const call = new CallInTime().asks().pass(2_100);
    expect(call.noted).toEqual(['no-answer: nudge']);
    call.pass(600).sounds(600).pass(300).over().pass(9_000);
    expect(call.noted).toEqual(['no-answer: nudge', 'recovered']);
    expect(call.name).toBe('listening');
  });

  it('does not write down what could not be heard', () => {
    const call = new CallInTime().asks().says('It is ten o’clock.').sounds(1_600, true);
    const spoken = call.of('record-turn').map((effect) => effect.spoken);
    expect(spoken.find((turn) => turn.role === 'agent')).toMatchObject({ text: '', interrupted: true });
  });

  it('nor words that came without audio', () => {
    for (const mayStaySilent of [false, true]) {
      const call = new CallInTime({ mayStaySilent }).asks().pass(300).says('Until nine.').over().pass(300);
      expect(call.of('provider-text').map(({ text }) => text)).toEqual([
        expect.stringContaining('answer what the user said last'),
      ]);
      call.says('Until nine.').sounds(900, false, 1).pass(900);
      call.tell({ type: 'provider.turn-complete', connection: 1, generation: 1 });
      const spoken = call
        .of('record-turn')
        .map(({ spoken: { role, text, interrupted } }) => [role, text, interrupted]);
      expect(spoken).toEqual([
        ['user', 'What time is it?', false],
        ['agent', '', true],
        ['agent', 'Until nine.', false],
      ]);
    }
  });

  it('does not take words without audio for a choice to stay silent', () => {
    const call = new CallInTime({ mayStaySilent: true }).asks();
    call.pass(300).says('Until nine.').over().pass(300).says('Until nine.').over();
    expect(call.noted).toEqual(['empty-turn: nudge', 'empty-turn: resume']);
  });

  it('believes an interruption whose words come a moment later', () => {
    const call = new CallInTime().asks().sounds(600).pass(300);
    call.tell({ type: 'provider.interrupted', connection: 1, generation: 0 }).pass(500).hears('No, stop');
    call.pass(700).sounds(600, false, 1);
    expect(call.noted).toEqual([]);
  });

  it('closes a turn whose end is never told', () => {
    const call = new CallInTime().asks().sounds(600).says('Ten.');
    call.tell({ type: 'provider.generation-complete', connection: 1, generation: 0 }).pass(3_000);
    expect(call.noted).toEqual(['turn-unfinished: close-turn']);
    expect(call.name).toBe('listening');
  });

  it('asks for a greeting that is not spoken once more', () => {
    const call = new CallInTime({ firstMessage: 'Good day.' }).pass(2_600);
    expect(call.of('provider-text').map((effect) => effect.text.includes('Good day.'))).toEqual([true, true]);
  });
});

describe('a connection that died unnoticed', () => {
  it('is left for a fresh session at once where the provider refuses to resume it', () => {
    const call = new CallInTime().asks('');
    call.refusesHandles = true;
    call.pass(3_000);
    expect(call.noted).toEqual(['half-dead: resume']);
    const opened = call.of('open-provider').map(({ handle }) => handle);
    expect(opened).toEqual([undefined, 'h1', undefined]);
    // It hears what the visitor said, and needs no words of ours.
    expect(call.of('release-audio').map(({ utterance }) => utterance)).toEqual([false, true]);
    expect(call.of('provider-text')).toEqual([]);
  });
});

describe('where nothing helps', () => {
  it('a fresh session is told the talk so far, and then the call ends with an apology', () => {
    const call = new CallInTime().asks().pass(20_000);
    expect(call.noted).toEqual([
      'no-answer: nudge',
      'no-answer: resume',
      'no-answer: fresh',
      'no-answer: give-up',
    ]);
    const opened = call.of('open-provider');
    expect(opened.map((effect) => effect.handle)).toEqual([undefined, 'h1', undefined]);
    expect(opened.at(-1)?.history.map((turn) => turn.text)).toEqual(['What time is it?']);
    expect(call.of('finalise')).toMatchObject([{ reason: 'provider_unavailable' }]);
    const told = call.of('send').map((effect) => effect.message);
    expect(told).toContainEqual(expect.objectContaining({ type: 'error', code: 'provider_unavailable' }));
  });
});

describe('a fresh session', () => {
  it('is fresh although a handle came while the old one was left', () => {
    const call = new CallInTime().asks();
    while (!call.noted.includes('no-answer: fresh')) call.pass(10);
    call.tell({ type: 'provider.handle', connection: call.connection, handle: 'h2' }).pass(100);
    expect(call.of('open-provider').map(({ handle }) => handle)).toEqual([undefined, 'h1', undefined]);
  });
});

describe('a model that may stay silent', () => {
  const proactive = () => new CallInTime({ mayStaySilent: true });
  const texts = (call: CallInTime) => call.of('provider-text').map(({ text }) => text);

  it('is asked once more, with the choice, and then left alone', () => {
    const call = proactive().asks('No, I was talking to my wife.').pass(300).over();
    expect(texts(call)).toEqual([expect.stringContaining('If they were not, stay silent')]);
    call.pass(300).over().pass(20_000);
    expect(call.noted).toEqual(['empty-turn: nudge']);
    expect(call.of('record-event').map(({ kind }) => kind)).toContain('turn.left-unanswered');
    expect(call.name).toBe('listening');
    expect(call.of('finalise')).toEqual([]);
  });

  it('answers the next question as ever, and one that it had missed', () => {
    const missed = proactive().asks().pass(300).over().pass(500).says('It is ten.').sounds(1_200);
    expect(missed.noted).toEqual(['empty-turn: nudge', 'recovered']);
    const next = proactive().asks('Not you.').pass(300).over().pass(300).over().pass(5_000).asks().pass(600);
    next.says('It is ten.').sounds(1_200).pass(1_000).over();
    expect(next.noted).toEqual(['empty-turn: nudge']);
    expect(next.of('record-turn').map(({ spoken }) => spoken.text)).toEqual([
      'Not you.',
      'What time is it?',
      'It is ten.',
    ]);
  });

  it('is not taken to stay silent on purpose where nothing at all comes from it', () => {
    const call = proactive().asks().pass(20_000);
    expect(call.noted.slice(0, 3)).toEqual(['no-answer: nudge', 'half-dead: resume', expect.anything()]);
    expect(call.of('finalise')).toMatchObject([{ reason: 'provider_unavailable' }]);
  });
});

describe('the apology', () => {
  const ends = { apologyMs: 4_000, agent: { id: 'a', name: 'Ada', language: 'de-AT', voiceId: 'Puck' } };

  it('is written in the language of the agent, with its code, and heard before the call ends', () => {
    const call = new CallInTime(ends).asks().pass(20_000);
    const [apology] = call.of('send').filter(({ message }) => message.type === 'error');
    expect(apology?.message).toMatchObject({
      code: 'provider_unavailable',
      message: expect.stringMatching(/^Es tut mir/),
    });
    const from = call.when('play-apology') ?? 0;
    expect((call.when('finalise') ?? 0) - from).toBeGreaterThanOrEqual(4_000);
    const last = call.of('record-turn').at(-1)?.spoken;
    expect(last).toMatchObject({
      role: 'agent',
      interrupted: false,
      text: expect.stringMatching(/^Es tut mir/),
    });
    expect(call.of('send').filter(({ message }) => message.type === 'error')).toHaveLength(1);
  });

  it('is what a visitor hears who comes back meanwhile, and no other connection is opened', () => {
    const call = new CallInTime(ends).asks();
    while (call.when('play-apology') === undefined) call.pass(100);
    const opened = call.of('open-provider').length;
    call.tell({ type: 'client.gone', cause: 'lost' }).pass(500);
    const back = { request: { lastSeq: 0 }, turns: [], resumeSecret: 'next' };
    const received = { micMs: 0, messages: 0 };
    call.tell({ type: 'client.returned', back, received, unheardMs: 3_000 }).pass(9_000);
    expect(call.of('open-provider')).toHaveLength(opened);
    expect(call.of('finalise')).toMatchObject([{ reason: 'provider_unavailable' }]);
  });

  it('opens no further connection, whatever the visitor still says', () => {
    const call = new CallInTime(ends).asks().pass(8_000);
    const opened = call.of('open-provider').length;
    call.tell({ type: 'client.text', text: 'Hello?' }).asks('Hello?').pass(20_000);
    expect(call.of('open-provider').length).toBeLessThanOrEqual(Math.max(opened, 3));
    expect(call.of('finalise')).toHaveLength(1);
  });
});
