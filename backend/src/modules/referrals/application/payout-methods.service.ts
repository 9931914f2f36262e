import { Injectable } from '@nestjs/common';
import { PayoutMethodDetails, type PayoutMethod } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import { KeyRing, newId, sha256 } from '../../../platform/crypto/index.js';
import type { Transaction } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { PARTNER_MAILS } from '../domain/partner-mails.js';
import { accountOf, hintOf } from '../domain/payout-method.js';
import { PartnersRepository } from '../persistence/partners.repository.js';
import {
  PayoutMethodsRepository,
  type PayoutMethodRecord,
} from '../persistence/payout-methods.repository.js';
import { ProgrammeDatabase } from '../persistence/programme-database.js';
import { PartnerPost } from './partner-post.js';
import { PartnerTokens } from './partner-tokens.js';
import { SharedAccounts } from './shared-accounts.js';

export const PURPOSE = 'referrals.payout-method';
const CONFIRM_HOURS = 24;

/** What methods are kept with and made known by. */
@Injectable()
export class MethodStore {
  constructor(
    readonly partners: PartnersRepository,
    readonly methods: PayoutMethodsRepository,
    readonly tokens: PartnerTokens,
    readonly shared: SharedAccounts,
  ) {}
}

/** Where a partner wants the money. Kept sealed; the fingerprint tells equal methods apart without opening them. */
@Injectable()
export class PayoutMethodsService {
  constructor(
    private readonly programme: ProgrammeDatabase,
    private readonly store: MethodStore,
    private readonly post: PartnerPost,
    private readonly keys: KeyRing,
    private readonly clock: Clock,
  ) {}

  async current(partnerId: string): Promise<PayoutMethod | null> {
    const method = await this.programme.asPartner(partnerId, (tx) =>
      this.store.methods.current(tx, partnerId),
    );
    return method ? toPayoutMethod(method) : null;
  }

  /** Takes the place of the present one, and has to be confirmed by mail before anything is paid. */
  replace(partnerId: string, details: PayoutMethodDetails): Promise<PayoutMethod> {
    return this.programme.office(async (tx) => {
      const { partners, methods } = this.store;
      await partners.hold(tx, partnerId);
      const before = await methods.current(tx, partnerId);
      const method = this.made(partnerId, details);
      await methods.replace(tx, method);
      await this.askToConfirm(tx, method);
      if (before?.verifiedAt) await this.tellOfChange(tx, before, method);
      return toPayoutMethod({ ...method, verifiedAt: null });
    });
  }

  /** By the mailed link. Gives whose it is. */
  confirm(token: string): Promise<string> {
    return this.programme.office(async (tx) => {
      const { partnerId, methodId } = await this.store.tokens.use(tx, token, 'confirm_method');
      if (methodId === null || !(await this.store.methods.verify(tx, methodId, this.clock.now())))
        throw new AppError('token_invalid');
      const method = await this.store.methods.find(tx, methodId);
      if (method) await this.store.shared.look(tx, method);
      return partnerId;
    });
  }

  /** For whoever pays by hand. Undefined where it was forgotten. */
  open({ id, sealed }: PayoutMethodRecord): PayoutMethodDetails | undefined {
    return sealed ? PayoutMethodDetails.parse(JSON.parse(this.keys.open(PURPOSE, sealed, id))) : undefined;
  }

  private made(partnerId: string, details: PayoutMethodDetails): Omit<PayoutMethodRecord, 'verifiedAt'> {
    const createdAt = this.clock.now();
    const id = newId(createdAt.getTime());
    return {
      id,
      partnerId,
      kind: details.kind,
      hint: hintOf(details),
      sealed: this.keys.seal(PURPOSE, JSON.stringify(details), id),
      fingerprint: this.keys.hmac(PURPOSE, accountOf(details)),
      createdAt,
    };
  }

  private async askToConfirm(
    tx: Transaction,
    { id, partnerId, hint }: Omit<PayoutMethodRecord, 'verifiedAt'>,
  ): Promise<void> {
    const wish = { partnerId, purpose: 'confirm_method', methodId: id } as const;
    const token = await this.store.tokens.issue(tx, wish, CONFIRM_HOURS * 3_600_000);
    if (token === undefined) throw new AppError('rate_limited', { retryAfterSeconds: 3_600 });
    await this.post.send(tx, partnerId, sha256(token).toString('hex').slice(0, 32), () =>
      PARTNER_MAILS.confirmMethod({ token, hint: hint ?? '', hours: CONFIRM_HOURS }),
    );
  }

  /** To the partner, and to where the money went until now, if that is a mailbox: a thief may hold one of the two. */
  private async tellOfChange(
    tx: Transaction,
    before: PayoutMethodRecord,
    { id, partnerId, hint }: Omit<PayoutMethodRecord, 'verifiedAt'>,
  ): Promise<void> {
    const mail = PARTNER_MAILS.methodChanged({ hint: hint ?? '' });
    const to = await this.post.addresseeOf(tx, partnerId);
    if (!to) return;
    await this.post.queue(tx, to, id, mail);
    const old = this.open(before);
    if (old?.kind === 'paypal' && old.email !== to.email)
      await this.post.queue(tx, { ...to, email: old.email }, `${id}:old`, mail);
  }
}

const toPayoutMethod = ({ id, kind, hint, createdAt, verifiedAt }: PayoutMethodRecord): PayoutMethod => ({
  id,
  kind,
  hint: hint ?? '',
  confirmed: verifiedAt !== null,
  createdAt: createdAt.toISOString(),
});
