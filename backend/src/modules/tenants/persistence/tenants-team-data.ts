import { KeepsTeamData, tablePart, type TeamData } from '../../../platform/team-data/index.js';

/** The team itself, who was invited, and who did what. Its members are in `application/members-team-data.ts`. */
@KeepsTeamData()
export class TenantsTeamData implements TeamData {
  readonly parts = [
    tablePart({
      name: 'team',
      about: 'The team and its limits.',
      table: 'tenants',
      tenant: 'id',
      order: [],
      gives: [
        ...['id', 'name', 'rate_limit_per_minute', 'max_concurrent_calls', 'acquired_via'],
        ...['acquisition_noted_at', 'created_at'],
      ],
    }),
    tablePart({
      name: 'invitations',
      about: 'Invitations that nobody has accepted yet.',
      table: 'invitations',
      order: ['id'],
      gives: ['id', 'email', 'role', 'invited_by', 'created_at', 'expires_at'],
      leaves: { token_hash: 'What the invited person’s link is checked against.' },
    }),
    tablePart({
      name: 'audit-log',
      about: 'Who did what, each line with its link in the chain that shows whether the log was changed.',
      table: 'audit_log',
      order: ['id'],
      madeAt: 'at',
      gives: [
        ...['id', 'at', 'actor_kind', 'actor_id', 'action', 'target_type', 'target_id', 'request_id'],
        'outcome',
      ],
      inner: {
        chain: {
          table: 'audit_chain',
          by: 'entry_id',
          order: ['position'],
          single: true,
          gives: ['position', 'prev_hash', 'hash', 'linked_at'],
        },
      },
    }),
  ];
  readonly leaves = { audit_unlinked: 'Lines of the audit log that wait for their link in the chain.' };
}
