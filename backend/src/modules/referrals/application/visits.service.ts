import { Injectable } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import type { VisitReferrer } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import { newId } from '../../../platform/crypto/index.js';
import { AppError } from '../../../platform/http/index.js';
import type { Touch } from '../../../platform/touches/index.js';
import { asksFirst, isNavigation, refusesStorage, type Visit } from '../domain/click-rules.js';
import { destinationOf, redirectTarget } from '../domain/destinations.js';
import { termsAt } from '../domain/terms.js';
import { ClickCounter } from './click-counter.js';
import { LinkFinder, type FoundLink } from './link-finder.js';

const DAY_MS = 86_400_000;

export interface Visitor extends Omit<Visit, 'own'> {
  readonly userId: string | null;
  /** Shortened to the network; the address itself goes no further than the controller. */
  readonly network: string;
  readonly query: string;
}

/** Somebody on one of our pages, who came by a link before. */
export type Reader = Pick<Visitor, 'headers' | 'network'>;

/** What the browser is asked to remember, and for how long. */
export interface Keepsake {
  readonly touch: Touch;
  readonly keepMs: number;
}

export interface Redirect {
  readonly to: string;
  readonly touch: Keepsake | null;
}

/** Somebody follows a referral link. */
@Injectable()
export class Visits {
  constructor(
    private readonly finder: LinkFinder,
    private readonly clicks: ClickCounter,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** Codes that nobody has, or has no longer, lead home and leave nothing behind. */
  async follow(code: string, visitor: Visitor): Promise<Redirect> {
    const { publicUrl, referralAsking } = this.config;
    const found = await this.finder.find(code);
    if (!found) return { to: redirectTarget(publicUrl, '/', visitor.query, null), touch: null };
    const { link, terms } = found;
    const at = this.clock.now();
    const visit = { ...visitor, own: visitor.userId !== null && visitor.userId === link.userId };
    const clickId = newId(at.getTime());
    const { windowMs, compareDevices } = termsAt(terms, at.getTime());
    const unasked = asksFirst(visitor.headers, referralAsking);
    await this.clicks.count(clickId, link, { ...visit, compareDevices, unasked }, at);
    // A program is told by its name, which may be wrong, so it gets the token like everybody: it will not sign up.
    const remember = !unasked && isNavigation(visit) && !refusesStorage(visit);
    return {
      to: redirectTarget(publicUrl, destinationOf(link.destination), visitor.query, link.code),
      touch: remember ? { touch: { linkId: link.id, clickId, at: at.getTime() }, keepMs: windowMs } : null,
    };
  }

  /** Who brought this visitor: by the code of the page's address, or else by the newest touch. */
  async broughtBy(
    ref: string | undefined,
    touches: readonly Touch[],
    { headers }: Pick<Reader, 'headers'>,
  ): Promise<VisitReferrer> {
    const newest = touches.at(-1);
    const named = ref === undefined ? undefined : await this.finder.find(ref);
    const found = named ?? (newest && (await this.finder.findById(newest.linkId)));
    if (!found) return { referrer: null, stored: false, ask: false, days: null };
    const stored = touches.some(({ linkId }) => linkId === found.link.id);
    const ask = !stored && !refusesStorage({ headers }) && asksFirst(headers, this.config.referralAsking);
    return this.answer(found, stored, ask);
  }

  /**
   * The visitor agreed to be remembered.
   * @throws AppError not_found where nobody has the code.
   */
  async agree(ref: string, reader: Reader): Promise<{ answer: VisitReferrer; keep: Keepsake | null }> {
    const found = await this.finder.find(ref);
    if (!found) throw new AppError('not_found');
    // The browser has said no for its person, whatever this page made of it.
    if (refusesStorage(reader)) return { answer: await this.answer(found, false, false), keep: null };
    const at = this.clock.now();
    const clickId = newId(at.getTime());
    const { windowMs, compareDevices } = termsAt(found.terms, at.getTime());
    await this.clicks.note(clickId, found.link, { ...reader, compareDevices }, at);
    const touch = { linkId: found.link.id, clickId, at: at.getTime() };
    return { answer: await this.answer(found, true, false), keep: { touch, keepMs: windowMs } };
  }

  private async answer({ link, terms }: FoundLink, stored: boolean, ask: boolean): Promise<VisitReferrer> {
    const { windowMs } = termsAt(terms, this.clock.now().getTime());
    return {
      referrer: { code: link.code, name: await this.finder.nameOf(link) },
      stored,
      ask,
      days: Math.floor(windowMs / DAY_MS),
    };
  }
}
