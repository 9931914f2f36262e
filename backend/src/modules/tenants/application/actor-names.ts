import { Injectable } from '@nestjs/common';
import type { Actor } from '@orbisvoice/contracts';
import type { Transaction } from '../../../platform/database/index.js';
import type { AuditActor } from '../domain/audit-fact.js';
import { IdentityDirectory } from './identity-directory.port.js';

/** Who people and keys are, for whoever reads what they did; the records themselves hold no names. */
@Injectable()
export class ActorNames {
  constructor(private readonly directory: IdentityDirectory) {}

  /** In a transaction of the tenant. */
  async of(tx: Transaction, actors: readonly AuditActor[]): Promise<(actor: AuditActor) => Actor> {
    const idsOf = (kind: AuditActor['kind']) => [
      ...new Set(
        actors.flatMap((actor) => (actor.kind === kind && actor.kind !== 'system' ? [actor.id] : [])),
      ),
    ];
    const people = await this.directory.people(tx, idsOf('user'));
    const keys = await this.directory.keyNames(tx, idsOf('api_key'));
    return (actor) => {
      if (actor.kind === 'system') return { kind: 'system', id: null, label: 'OrbisVoice' };
      const { kind, id } = actor;
      if (kind === 'api_key') return { kind, id, label: keys.get(id) ?? 'an API key' };
      return { kind, id, label: people.get(id)?.name ?? 'a former member' };
    };
  }
}
