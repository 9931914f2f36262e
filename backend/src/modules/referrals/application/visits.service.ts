import { createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import { Clock } from '../../../platform/clock/clock.js';
import { newId } from '../../../platform/crypto/index.js';
import { Logger } from '../../../platform/logging/index.js';
import type { Touch } from '../../../platform/touches/index.js';
import {
  deviceClassOf,
  hostOf,
  isNavigation,
  paidAdOf,
  refusesStorage,
  rejectionOf,
  type Visit,
} from '../domain/click-rules.js';
import { destinationOf, redirectTarget } from '../domain/destinations.js';
import { termsAt } from '../domain/terms.js';
import { ClicksRepository, type ClickRecord } from '../persistence/clicks.repository.js';
import { ProgrammeDatabase } from '../persistence/programme-database.js';
import { LinkFinder, type LinkOfPartner } from './link-finder.js';

const DAY_MS = 86_400_000;
const HASH_BYTES = 16;

export interface Visitor extends Omit<Visit, 'own'> {
  readonly userId: string | null;
  /** Shortened to the network; the address itself goes no further than the controller. */
  readonly network: string;
  readonly query: string;
}

export interface Redirect {
  readonly to: string;
  /** What the browser is asked to remember, and for how long. */
  readonly touch: { readonly touch: Touch; readonly keepMs: number } | null;
}

/** Somebody follows a referral link. */
@Injectable()
export class Visits {
  constructor(
    private readonly finder: LinkFinder,
    private readonly programme: ProgrammeDatabase,
    private readonly clicks: ClicksRepository,
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** Codes that nobody has, or has no longer, lead home and leave nothing behind. */
  async follow(code: string, visitor: Visitor): Promise<Redirect> {
    const { publicUrl } = this.config;
    const found = await this.finder.find(code);
    if (!found) return { to: redirectTarget(publicUrl, '/', visitor.query, null), touch: null };
    const { link, terms } = found;
    const at = this.clock.now();
    const visit = { ...visitor, own: visitor.userId !== null && visitor.userId === link.userId };
    const clickId = newId(at.getTime());
    await this.count(clickId, link, visit, visitor.network, at);
    const { windowMs } = termsAt(terms, at.getTime());
    // A program is told by its name, which may be wrong, so it gets the token like everybody: it will not sign up.
    const remember = isNavigation(visit) && !refusesStorage(visit);
    return {
      to: redirectTarget(publicUrl, destinationOf(link.destination), visitor.query, link.code),
      touch: remember ? { touch: { linkId: link.id, clickId, at: at.getTime() }, keepMs: windowMs } : null,
    };
  }

  /** A count that fails costs a count: whoever brought the visitor is credited all the same. */
  private async count(
    id: string,
    link: LinkOfPartner,
    visit: Visit & Pick<Visitor, 'query'>,
    network: string,
    occurredAt: Date,
  ): Promise<void> {
    const bucketStart = new Date(Math.floor(occurredAt.getTime() / DAY_MS) * DAY_MS);
    const agent = String(visit.headers['user-agent'] ?? '');
    const rejectReason = rejectionOf(visit) ?? null;
    const silent = refusesStorage(visit);
    try {
      await this.programme.office(async (tx) => {
        const key = await this.clicks.keyOfDay(tx, bucketStart, randomBytes(32));
        const hash = createHmac('sha256', key).update(`${link.id}\n${network}\n${agent}`).digest();
        const click: ClickRecord = {
          id,
          linkId: link.id,
          occurredAt,
          bucketStart,
          visitorHash: silent ? null : hash.subarray(0, HASH_BYTES),
          rejectReason,
          referrerHost: silent ? null : hostOf(visit.headers.referer?.toString()),
          deviceClass: deviceClassOf(agent),
          network: silent ? null : network,
          paidAd: silent ? null : paidAdOf(visit.query),
        };
        if (!(await this.clicks.insert(tx, click)) && rejectReason === null)
          await this.clicks.insert(tx, { ...click, rejectReason: 'repeated' });
      });
    } catch (err) {
      this.logger.warn('a referral click was not counted', { err });
    }
  }
}
