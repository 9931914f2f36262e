import fc from 'fast-check';
import { FactIntake } from '../../src/modules/referrals/application/fact-intake.js';
import { VerificationService } from '../../src/modules/referrals/application/verification.service.js';
import { viewOf } from '../../src/modules/referrals/domain/account.js';
import { digestOf } from '../../src/modules/referrals/domain/digest.js';
import type { Fact } from '../../src/modules/referrals/domain/fact.js';
import { naturalKey } from '../../src/modules/referrals/domain/natural-key.js';
import { evaluateProgramme } from '../../src/modules/referrals/domain/programme.js';
import { Died, dyingAfter } from './dying-transaction.js';
import { AGAIN, type ReferralTest } from './referral-test.js';
import { anyWorld, DAY, idOf, pictureOf, START, type World } from './referral-world.js';
import { Random } from './referral-year/random.js';

export interface History {
  /** Different facts, and how often one of them was told. */
  readonly facts: number;
  readonly told: number;
  /** Transactions whose process died before they committed. */
  readonly crashes: number;
  readonly payouts: number;
  /** What did not hold. */
  readonly faults: readonly string[];
}

/** At once, each of them where the list is. */
const TELLERS = 4;
/** More than most facts send, so that some that were to die do not. */
const LAST_STATEMENT = 30;
/** What comes when money is paid out already. */
const AFTERWARDS: ReadonlySet<Fact['type']> = new Set<Fact['type']>([
  'payment.refunded',
  'credit_note.issued',
  'dispute.opened',
  'dispute.lost',
]);

/** A fact as it is told once: and after how many statements of its transaction the process dies, if it does. */
interface Telling {
  readonly fact: Fact;
  readonly diesAfter: number | undefined;
}

/**
 * Tells a random programme to the database as the world might: out of order, in part more than once, by several at once,
 * with deaths in mid-transaction, refunds after the payout. Then holds the books against the rules. The same seed makes
 * the same history; only who of the tellers comes first is the machine's doing.
 */
export async function tellHistory(test: ReferralTest, seed: number): Promise<History> {
  const [drawn] = fc.sample(anyWorld, { seed, numRuns: 1 }) as [World];
  const { directory } = drawn;
  const random = new Random(seed);
  const facts = [...drawn.facts, ...choicesOf(drawn, random)];
  const reports = facts.filter((fact) => !isPayout(fact));
  const late = new Set(reports.filter(({ type }) => AFTERWARDS.has(type) && random.chance(0.3)));
  const inTime = reports.filter((fact) => !late.has(fact));
  const parts = [inTime, ...payoutsOf(facts), [...late]].map((part) => retold(part, random));
  await test.fresh({ terms: directory.terms });
  let crashes = 0;
  const pages: Page[] = [];
  for (const part of parts) {
    crashes += await tellAll(test, part);
    pages.push(await page(test));
  }
  const told = parts.flat();
  const faults = [
    ...(await faultsOfBooks(test, { directory, facts })),
    ...(await faultsOfJournal(test, pages)),
    ...(await faultsOfRepetition(test, facts)),
    ...faultsOfOrder({ directory, facts }, told),
  ];
  const payouts = facts.filter(({ type }) => type === 'payout.reserved').length;
  return { facts: differentOf(facts).size, told: told.length, crashes, payouts, faults };
}

/** Of some keys that came with two contents a person says which one is right. */
function choicesOf({ directory, facts }: World, random: Random): Fact[] {
  const { conflicts } = evaluateProgramme(facts, directory);
  return conflicts
    .filter(() => random.chance(0.5))
    .map(({ naturalKey: key, variants }, number) => ({
      type: 'conflict.resolved',
      at: START + 200 * DAY,
      operationId: idOf('operation', 500 + number),
      actorId: idOf('user', 99),
      reason: 'looked into it',
      naturalKey: key,
      digest: digestOf(random.one(variants)),
    }));
}

const isPayout = (fact: Fact): fact is Extract<Fact, { payoutId: string }> => 'payoutId' in fact;

/** A payout is asked for when the one before it is over, and moves only then; how it moves is told in any order. */
function payoutsOf(facts: readonly Fact[]): Fact[][] {
  const payouts = facts.filter(isPayout);
  return [...new Set(payouts.map(({ payoutId }) => payoutId))].flatMap((id) => {
    const ofThis = payouts.filter(({ payoutId }) => payoutId === id);
    const isRequest = ({ type }: Fact) => type === 'payout.reserved';
    return [ofThis.filter(isRequest), ofThis.filter((fact) => !isRequest(fact))];
  });
}

/** All of them in another order, a third of them again, and each sixth time by a process that dies. */
function retold(facts: readonly Fact[], random: Random): Telling[] {
  const again = facts.filter(() => random.chance(0.33));
  return random.shuffled([...facts, ...again]).map((fact) => ({
    fact,
    diesAfter: random.chance(0.17) ? 1 + random.below(LAST_STATEMENT) : undefined,
  }));
}

/** Hands the facts in until each is committed, and gives how many deaths that took. */
async function tellAll(test: ReferralTest, tellings: readonly Telling[]): Promise<number> {
  const waiting = [...tellings];
  let deaths = 0;
  const tell = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { fact, diesAfter } = next;
      if (diesAfter === undefined) await test.take(fact);
      else if (await dies(test, fact, diesAfter)) {
        deaths += 1;
        // Whoever told it has no answer, and tells it again when others have gone on.
        waiting.push({ fact, diesAfter: undefined });
      }
    }
  };
  // One that fails leaves nobody behind who goes on telling while the next history begins.
  const ends = await Promise.allSettled(Array.from({ length: TELLERS }, tell));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return deaths;
}

/** Whether the process died before the fact was taken. */
async function dies(test: ReferralTest, fact: Fact, statements: number): Promise<boolean> {
  const intake = test.app.get(FactIntake);
  for (;;)
    try {
      await test.office((tx) => intake.take(dyingAfter(tx, statements), fact, 'test'));
      return false;
    } catch (error) {
      if (error instanceof Died) return true;
      if (!AGAIN.has((error as { code?: string }).code ?? '')) throw error;
    }
}

const differentOf = (facts: readonly Fact[]): ReadonlySet<string> =>
  new Set(facts.map((fact) => `${naturalKey(fact)} ${digestOf(fact)}`));

/** Every account holds what the rules give for these facts, and the product's own proof finds nothing. */
async function faultsOfBooks(test: ReferralTest, { directory, facts }: World): Promise<string[]> {
  const { findings } = await test.app.get(VerificationService).run();
  const kept = await test.rows('select count(*)::int as count from referral_facts');
  const different = differentOf(facts).size;
  const sums = await test.rows(
    `select partner_id || ' ' || currency as account, sum(amount_minor)::text as sum from referral_ledger
     group by 1 having sum(amount_minor) <> 0`,
  );
  const held = new Map(sums.map(({ account, sum }) => [String(account), String(sum)]));
  const due = new Map<string, string>();
  for (const account of evaluateProgramme(facts, directory).accounts) {
    const { balanceMinor } = viewOf(account, Infinity);
    if (balanceMinor !== 0) due.set(`${account.partnerId} ${account.currency}`, String(balanceMinor));
  }
  const wrong = [...new Set([...held.keys(), ...due.keys()])].filter((key) => held.get(key) !== due.get(key));
  const payouts = await test.rows('select id from referral_payouts where amount_minor <= 0');
  return [
    ...findings.map(({ kind, account, what }) => `${kind} of ${account}: ${what}`),
    ...(kept[0]?.count === different ? [] : [`${kept[0]?.count} facts are kept of ${different}`]),
    ...wrong.map((key) => `${key} holds ${held.get(key) ?? 0} where ${due.get(key) ?? 0} are due`),
    ...payouts.map(({ id }) => `the payout ${id} is not above zero`),
  ];
}

/** The journal up to an entry, as one digest. */
interface Page {
  readonly upTo: string;
  readonly digest: string;
}

async function page(test: ReferralTest, upTo?: string): Promise<Page> {
  const [row] = await test.rows(
    `select coalesce(max(seq), 0)::text as "upTo", md5(coalesce(string_agg(l::text, ' ' order by seq), '')) as digest
     from referral_ledger l where $1::bigint is null or seq <= $1`,
    [upTo ?? null],
  );
  return row as unknown as Page;
}

/** What was written once is never changed or taken away. */
async function faultsOfJournal(test: ReferralTest, pages: readonly Page[]): Promise<string[]> {
  const faults: string[] = [];
  for (const { upTo, digest } of pages)
    if ((await page(test, upTo)).digest !== digest) faults.push(`the journal up to ${upTo} was changed`);
  return faults;
}

/** The same told once more changes nothing. */
async function faultsOfRepetition(test: ReferralTest, facts: readonly Fact[]): Promise<string[]> {
  const before = await page(test);
  const news: string[] = [];
  for (const fact of facts) {
    const outcome = await test.take(fact);
    if (outcome !== 'known') news.push(`${naturalKey(fact)} was ${outcome} once more`);
  }
  const after = await page(test);
  return after.digest === before.digest ? news : [...news, 'telling it all again wrote entries'];
}

/** The rules alone come to the same, in whatever order they hear of it. */
function faultsOfOrder({ directory, facts }: World, told: readonly Telling[]): string[] {
  const [inOrder, asTold] = [facts, told.map(({ fact }) => fact)].map((all) =>
    pictureOf(evaluateProgramme(all, directory)),
  );
  return inOrder === asTold ? [] : ['the rules come to something else in another order'];
}
