import { Injectable } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import { KeyRing } from '../../../platform/crypto/index.js';
import { NO_TENANT, tenantId, type TenantId, type Transaction } from '../../../platform/database/index.js';
import { Mailer } from '../../../platform/mail/index.js';
import { renderBrandedMail } from '../../../platform/mail/branded-mail.js';
import { IdentityDirectory } from '../../tenants/index.js';
import type { PartnerMail } from '../domain/partner-mails.js';
import { ContactsRepository } from '../persistence/contacts.repository.js';
import { ProgrammeDatabase } from '../persistence/programme-database.js';

export const PURPOSE = 'referrals.contact';

/** What only the office may know of an affiliate. */
export interface Contact {
  readonly email: string;
  readonly name: string;
  readonly website: string | null;
  readonly about: string | null;
}

export interface Addressee {
  readonly kind: 'customer' | 'affiliate';
  readonly email: string;
  readonly name: string;
  /** Whose scope the mail is queued in. */
  readonly tenantId: TenantId;
}

/** Mail to partners, in the transaction of its occasion and once for each. Inside the office. */
@Injectable()
export class PartnerPost {
  constructor(
    private readonly programme: ProgrammeDatabase,
    private readonly contacts: ContactsRepository,
    private readonly people: IdentityDirectory,
    private readonly mailer: Mailer,
    private readonly keys: KeyRing,
    private readonly config: AppConfig,
  ) {}

  async keepContact(tx: Transaction, partnerId: string, contact: Contact): Promise<void> {
    await this.contacts.save(tx, partnerId, this.keys.seal(PURPOSE, JSON.stringify(contact), partnerId));
  }

  async contactOf(tx: Transaction, partnerId: string): Promise<Contact | undefined> {
    const sealed = (await this.contacts.reachOf(tx, partnerId))?.sealed;
    return sealed ? (JSON.parse(this.keys.open(PURPOSE, sealed, partnerId)) as Contact) : undefined;
  }

  /** Undefined for somebody who was forgotten, or has no account any more. */
  async addresseeOf(tx: Transaction, partnerId: string): Promise<Addressee | undefined> {
    const reach = await this.contacts.reachOf(tx, partnerId);
    if (!reach) return undefined;
    const { userId, homeTenantId, sealed } = reach;
    if (userId === null || homeTenantId === null) {
      const contact = sealed && (JSON.parse(this.keys.open(PURPOSE, sealed, partnerId)) as Contact);
      return contact ? { kind: 'affiliate', ...contact, tenantId: NO_TENANT } : undefined;
    }
    const home = tenantId(homeTenantId);
    const people = await this.programme.inTenant(tx, home, () => this.people.people(tx, [userId]));
    const person = people.get(userId);
    return person && { kind: 'customer', ...person, tenantId: home };
  }

  /** @param occasion the same one never sends twice. */
  async send(
    tx: Transaction,
    partnerId: string,
    occasion: string,
    write: (to: Addressee) => PartnerMail,
  ): Promise<void> {
    const to = await this.addresseeOf(tx, partnerId);
    if (to) await this.queue(tx, to, occasion, write(to));
  }

  async queue(
    tx: Transaction,
    to: Pick<Addressee, 'email' | 'tenantId'>,
    occasion: string,
    mail: PartnerMail,
  ): Promise<void> {
    const { template, subject } = mail;
    const businessKey = `email:${template}:${occasion}`;
    await this.programme.inTenant(tx, to.tenantId, () =>
      this.mailer.enqueue(tx, to.tenantId, {
        to: to.email,
        template,
        subject,
        businessKey,
        ...this.render(mail),
      }),
    );
  }

  render({ heading, paragraphs, action, footnote }: PartnerMail): { html: string; text: string } {
    const link = action && {
      action: { label: action.label, url: new URL(action.path, this.config.publicUrl).href },
    };
    return renderBrandedMail({ heading, paragraphs, footnote, ...link });
  }
}
