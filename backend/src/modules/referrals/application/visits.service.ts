import { Injectable } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import { Clock } from '../../../platform/clock/clock.js';
import { newId } from '../../../platform/crypto/index.js';
import type { Touch } from '../../../platform/touches/index.js';
import { isNavigation, refusesStorage, type Visit } from '../domain/click-rules.js';
import { destinationOf, redirectTarget } from '../domain/destinations.js';
import { termsAt } from '../domain/terms.js';
import { ClickCounter } from './click-counter.js';
import { LinkFinder } from './link-finder.js';

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
    private readonly clicks: ClickCounter,
    private readonly config: AppConfig,
    private readonly clock: Clock,
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
    const { windowMs, compareDevices } = termsAt(terms, at.getTime());
    await this.clicks.count(clickId, link, { ...visit, compareDevices }, at);
    // A program is told by its name, which may be wrong, so it gets the token like everybody: it will not sign up.
    const remember = isNavigation(visit) && !refusesStorage(visit);
    return {
      to: redirectTarget(publicUrl, destinationOf(link.destination), visitor.query, link.code),
      touch: remember ? { touch: { linkId: link.id, clickId, at: at.getTime() }, keepMs: windowMs } : null,
    };
  }
}
