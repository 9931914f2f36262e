import { Injectable } from '@nestjs/common';
import { type EntityManager, LessThan, MoreThan } from 'typeorm';
import { EmailTokenEntity, type EmailTokenPurpose } from './email-token.entity.js';

@Injectable()
export class EmailTokensRepository {
  async insert(tx: EntityManager, token: EmailTokenEntity): Promise<void> {
    await tx.insert(EmailTokenEntity, token);
  }

  find(
    tx: EntityManager,
    purpose: EmailTokenPurpose,
    tokenHash: string,
    now: Date,
  ): Promise<EmailTokenEntity | null> {
    return tx.findOneBy(EmailTokenEntity, { purpose, tokenHash, expiresAt: MoreThan(now) });
  }

  /** True where this call spent it: of two at once only one is told so. */
  async spend(tx: EntityManager, id: string): Promise<boolean> {
    const { affected } = await tx.delete(EmailTokenEntity, { id });
    return affected === 1;
  }

  async removeAllOf(tx: EntityManager, userId: string, purpose: EmailTokenPurpose): Promise<void> {
    await tx.delete(EmailTokenEntity, { userId, purpose });
  }

  async removeExpired(tx: EntityManager, now: Date): Promise<void> {
    await tx.delete(EmailTokenEntity, { expiresAt: LessThan(now) });
  }
}
