import fc from 'fast-check';
import { step } from './session-reducer.js';
import {
  openSession,
  type SessionEffect,
  type SessionInput,
  type SessionRules,
  type SessionState,
} from './session-state.js';

const rules: fc.Arbitrary<SessionRules> = fc.record({
  interruptible: fc.boolean(),
  contentInterrupts: fc.boolean(),
  interruptWaitsForUser: fc.boolean(),
  strictToolIds: fc.constant(false),
});

/** What may happen next; generations and call ids are picked at random so that stale ones occur. */
const input: fc.Arbitrary<SessionInput> = fc.oneof(
  fc.constantFrom<SessionInput>(
    { type: 'speech-start' },
    { type: 'speech-end' },
    { type: 'user-said', text: 'hello' },
    { type: 'user-said', text: '' },
    { type: 'typed', text: 'typed' },
    { type: 'content', turns: [{ role: 'user', text: 'inserted' }], turnComplete: true },
    { type: 'prompted', index: 0 },
    { type: 'phantom-interruption' },
  ),
  fc.record({
    type: fc.constantFrom<'spoke' | 'generated' | 'played'>(
      'spoke',
      'generated',
      'generated',
      'played',
      'played',
    ),
    generation: fc.integer({ min: 1, max: 6 }),
    text: fc.constant('word '),
  }),
  fc.record({
    type: fc.constant('called' as const),
    generation: fc.integer({ min: 1, max: 6 }),
    calls: fc
      .tuple(fc.nat(4), fc.constantFrom<'BLOCKING' | 'NON_BLOCKING'>('BLOCKING', 'NON_BLOCKING'))
      .map(([id, behavior]) => [{ id: `call-${id}`, name: 'f', args: {}, behavior }]),
  }),
  fc.record({
    type: fc.constant('tools-answered' as const),
    responses: fc
      .tuple(
        fc.nat(4),
        fc.constantFrom<'SILENT' | 'WHEN_IDLE' | 'INTERRUPT'>('SILENT', 'WHEN_IDLE', 'INTERRUPT'),
      )
      .map(([id, scheduling]) => [
        { id: `call-${id}`, name: 'f', response: {}, scheduling, willContinue: false },
      ]),
  }),
);

function play(inputs: SessionInput[], sessionRules: SessionRules) {
  let state = openSession();
  const steps: { before: SessionState; after: SessionState; effects: SessionEffect[] }[] = [];
  for (const next of inputs) {
    const { state: after, effects } = step(state, next, sessionRules);
    steps.push({ before: state, after, effects });
    state = after;
  }
  return steps;
}

const property = (check: (steps: ReturnType<typeof play>, sessionRules: SessionRules) => void) =>
  fc.assert(
    fc.property(fc.array(input, { maxLength: 60 }), rules, (inputs, given) =>
      check(play(inputs, given), given),
    ),
    { numRuns: 500 },
  );

describe('turn taking', () => {
  it('says interrupted only in mid-turn, and turnComplete right after it', () => {
    property((steps) => {
      for (const { before, effects } of steps) {
        const kinds = effects.map((effect) => effect.type);
        const at = kinds.indexOf('interrupted');
        if (at === -1) continue;
        expect(before.phase.name).not.toBe('idle');
        expect(kinds[at + 1]).toBe('turn-complete');
        expect(kinds.slice(0, at)).not.toContain('generation-complete');
      }
    });
  });

  it('completes exactly the turns that it begins', () => {
    property((steps) => {
      let open = 0;
      for (const { effects, after } of steps) {
        for (const effect of effects) {
          if (effect.type === 'turn-complete') open -= 1;
          // A reply after blocking calls goes on with the open turn.
          if (effect.type === 'start-reply' && open === 0) open += 1;
          expect([0, 1]).toContain(open);
        }
        expect(open).toBe(after.phase.name === 'idle' ? 0 : 1);
      }
    });
  });

  it('numbers replies without reuse and ignores inputs of older ones', () => {
    property((steps) => {
      const generations = steps.flatMap(({ effects }) =>
        effects.flatMap((effect) => (effect.type === 'start-reply' ? [effect.generation] : [])),
      );
      expect(generations).toEqual([...generations].sort((a, b) => a - b));
      expect(new Set(generations).size).toBe(generations.length);
    });
    const speaking = step(openSession(), { type: 'typed', text: 'a' }, strict).state;
    expect(step(speaking, { type: 'generated', generation: 0 }, strict)).toEqual({
      state: speaking,
      effects: [],
    });
  });

  it('never interrupts for speech under NO_INTERRUPTION', () => {
    fc.assert(
      fc.property(fc.array(input, { maxLength: 40 }), rules, (inputs, given) => {
        const steps = play(inputs, { ...given, interruptible: false });
        steps.forEach(({ effects }, index) => {
          if (inputs[index]?.type === 'speech-start') expect(effects).toEqual([]);
        });
      }),
    );
  });

  it('cancels only blocking calls, each at most once, and only calls that it made', () => {
    property((steps) => {
      const made = new Map<string, number>();
      for (const { effects } of steps) {
        for (const effect of effects) {
          if (effect.type === 'tool-call')
            for (const { id } of effect.calls) made.set(id, (made.get(id) ?? 0) + 1);
          if (effect.type !== 'cancel-calls') continue;
          for (const id of effect.ids) {
            expect(made.get(id) ?? 0).toBeGreaterThan(0);
            made.set(id, (made.get(id) ?? 0) - 1);
          }
        }
      }
    });
  });

  it('keeps only sent words of an interrupted turn', () => {
    const said = [
      { type: 'typed', text: 'go on' },
      { type: 'spoke', generation: 1, text: 'One two' },
      { type: 'speech-start' },
      { type: 'spoke', generation: 1, text: ' three' },
    ] satisfies SessionInput[];
    expect(play(said, strict).at(-1)?.after.history).toEqual([
      { role: 'user', text: 'go on' },
      { role: 'model', text: 'One two' },
    ]);
  });

  it('joins words whose speaker went on before they were understood', () => {
    const steps = play(
      [
        { type: 'speech-start' },
        { type: 'speech-end' },
        { type: 'speech-start' },
        { type: 'user-said', text: 'I would like' },
        { type: 'speech-end' },
        { type: 'user-said', text: 'a table for two' },
      ],
      strict,
    );
    const prompts = steps.flatMap(({ effects }) => effects.filter((effect) => effect.type === 'start-reply'));
    expect(prompts).toEqual([
      expect.objectContaining({ prompt: { kind: 'user-said', text: 'I would like a table for two' } }),
    ]);
  });
});

const strict: SessionRules = {
  interruptible: true,
  contentInterrupts: true,
  interruptWaitsForUser: true,
  strictToolIds: true,
};
