import fc from 'fast-check';
import { anyWorld, pictureOf, retold, PROPERTY_RUNS } from '../../../../test/support/referral-world.js';
import { digestOf } from './digest.js';
import { factSetOf } from './fact-set.js';
import type { Fact, FactOf } from './fact.js';
import { naturalKey } from './natural-key.js';
import { evaluateProgramme } from './programme.js';

describe('replay', () => {
  it('invariant 1: any order of the facts, with repetitions, yields the same programme', () => {
    const worlds = anyWorld.chain((world) => fc.tuple(fc.constant(world), retold(world.facts)));
    fc.assert(
      fc.property(worlds, ([{ directory, facts }, again]) => {
        expect(pictureOf(evaluateProgramme(again, directory))).toBe(
          pictureOf(evaluateProgramme(facts, directory)),
        );
      }),
      PROPERTY_RUNS,
    );
  });

  it('invariant 2: a fact that comes n times counts once', () => {
    fc.assert(
      fc.property(
        anyWorld,
        fc.nat(),
        fc.integer({ min: 1, max: 50 }),
        ({ directory, facts }, which, times) => {
          const repeated = facts[which % facts.length] as Fact;
          const again = [...facts, ...Array.from({ length: times }, () => ({ ...repeated }))];
          expect(pictureOf(evaluateProgramme(again, directory))).toBe(
            pictureOf(evaluateProgramme(facts, directory)),
          );
        },
      ),
      PROPERTY_RUNS,
    );
  });

  it('invariant 5: a key with two contents pays nothing in either order, until a person chooses one', () => {
    fc.assert(
      fc.property(anyWorld, fc.nat(), fc.boolean(), ({ directory, facts }, which, second) => {
        const { facts: undisputed } = factSetOf(facts);
        const original = undisputed[which % undisputed.length] as Fact;
        const other: Fact = { ...original, at: original.at + 86_400_000 };
        const rest = facts.filter((fact) => naturalKey(fact) !== naturalKey(original));
        const [there, back] = [
          evaluateProgramme([...rest, original, other], directory),
          evaluateProgramme([other, original, ...rest], directory),
        ];
        expect(pictureOf(there)).toBe(pictureOf(back));
        expect(there.conflicts.map((conflict) => conflict.naturalKey)).toContain(naturalKey(original));
        if (original.type === 'conflict.resolved') return;
        const chosen = second ? other : original;
        const choice: FactOf<'conflict.resolved'> = {
          type: 'conflict.resolved',
          at: 0,
          operationId: '00000000-0000-7000-8008-0000000fffff',
          actorId: '00000000-0000-7000-8001-000000000063',
          reason: 'the bank said so',
          naturalKey: naturalKey(original),
          digest: digestOf(chosen),
        };
        expect(pictureOf(evaluateProgramme([...rest, original, choice, other], directory))).toBe(
          pictureOf(evaluateProgramme([...rest, chosen], directory)),
        );
      }),
      PROPERTY_RUNS,
    );
  });

  it('invariant 5: nothing that hangs on a disputed invoice can be paid', () => {
    fc.assert(
      fc.property(anyWorld, ({ directory, facts }) => {
        const { conflicts, accounts } = evaluateProgramme(facts, directory);
        const disputed = new Set(conflicts.map((conflict) => conflict.naturalKey));
        const keys = accounts.flatMap(({ commissions }) => commissions.map((one) => one.naturalKey));
        expect(keys.filter((key) => disputed.has(key))).toEqual([]);
      }),
      PROPERTY_RUNS,
    );
  });
});
