import { Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull } from 'typeorm';
import { UserEntity } from './user.entity.js';

@Injectable()
export class UsersRepository {
  async insert(tx: EntityManager, user: UserEntity): Promise<void> {
    await tx.insert(UserEntity, user);
  }

  find(tx: EntityManager, id: string): Promise<UserEntity | null> {
    return tx.findOneBy(UserEntity, { id });
  }

  findByEmail(tx: EntityManager, email: string): Promise<UserEntity | null> {
    return tx.findOneBy(UserEntity, { email });
  }

  findMany(tx: EntityManager, ids: readonly string[]): Promise<UserEntity[]> {
    return ids.length === 0 ? Promise.resolve([]) : tx.findBy(UserEntity, { id: In([...ids]) });
  }

  async setPassword(tx: EntityManager, id: string, passwordHash: string): Promise<void> {
    await tx.update(UserEntity, { id }, { passwordHash });
  }

  async markVerified(tx: EntityManager, id: string, at: Date): Promise<void> {
    await tx.update(UserEntity, { id, emailVerifiedAt: IsNull() }, { emailVerifiedAt: at });
  }
}
