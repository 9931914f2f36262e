import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EMPTY_CHAIN } from '../../../platform/crypto/index.js';
import { dayToClose, endOf, followAudit, linked, rootOf, type AuditLine } from './audit-chain.js';

const text = fc.option(fc.string(), { nil: null });
const line: fc.Arbitrary<AuditLine> = fc.record({
  id: fc.uuid(),
  tenantId: fc.uuid(),
  at: fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') }),
  actorKind: fc.constantFrom('user', 'api_key', 'system'),
  actorId: text,
  action: fc.string(),
  targetType: fc.string(),
  targetId: text,
  requestId: text,
  outcome: fc.constantFrom('done', 'refused'),
});
const lines = fc.array(line, { minLength: 2, maxLength: 12 });
const FIELDS = ['actorId', 'action', 'targetType', 'targetId', 'requestId', 'outcome'] as const;

describe('the chain of an audit log', () => {
  it('is whole, in whatever pieces it was made and is read', () => {
    fc.assert(
      fc.property(lines, fc.nat(), (all, cut) => {
        const at = cut % all.length;
        const first = linked(EMPTY_CHAIN, all.slice(0, at));
        const head = first.at(-1) ?? EMPTY_CHAIN;
        const rest = linked(head, all.slice(at));
        expect([...first, ...rest]).toEqual(linked(EMPTY_CHAIN, all));
        expect(followAudit(head, rest)).toMatchObject({ head: { position: all.length } });
      }),
    );
  });

  it('breaks where any field of any line is changed, a line is dropped or two are swapped', () => {
    fc.assert(
      fc.property(lines, fc.nat(), fc.constantFrom(...FIELDS), (all, pick, field) => {
        const chain = linked(EMPTY_CHAIN, all);
        const at = pick % chain.length;
        const changed = chain.map((link, index) =>
          index === at ? { ...link, line: { ...link.line, [field]: `${link.line[field]}!` } } : link,
        );
        expect(followAudit(EMPTY_CHAIN, changed)).toEqual({ fault: 'changed_entry', position: at + 1 });
        const gone = chain.map((link, index) => (index === at ? { ...link, line: null } : link));
        expect(followAudit(EMPTY_CHAIN, gone)).toEqual({ fault: 'changed_entry', position: at + 1 });
        const inner = at % (chain.length - 1);
        const dropped = chain.filter((_, index) => index !== inner);
        expect(followAudit(EMPTY_CHAIN, dropped)).toEqual({ fault: 'gap', position: inner + 1 });
      }),
    );
  });

  it('has one root, whatever the order of the teams, and another one for any other head', () => {
    const head = fc.record({ tenantId: fc.uuid(), position: fc.nat(), hash: fc.string() });
    const heads = fc.uniqueArray(head, { selector: ({ tenantId }) => tenantId, minLength: 1 });
    fc.assert(
      fc.property(heads, (all) => {
        expect(rootOf([...all].reverse())).toBe(rootOf(all));
        expect(rootOf(all.slice(1))).not.toBe(rootOf(all));
      }),
    );
  });
});

describe('the day that is to be closed', () => {
  it.each([
    ['2026-03-01T00:04:59.999Z', '2026-02-27'],
    ['2026-03-01T00:05:00.000Z', '2026-02-28'],
    ['2026-03-01T23:59:59.999Z', '2026-02-28'],
  ])('is over for some minutes at %s', (now, day) => {
    expect(dayToClose(new Date(now))).toBe(day);
    expect(endOf(day).getTime()).toBeLessThan(Date.parse(now));
  });
});
