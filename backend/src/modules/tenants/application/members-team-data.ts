import { KeepsTeamData, type TeamData, type TeamPart } from '../../../platform/team-data/index.js';
import { MembershipsRepository } from '../persistence/memberships.repository.js';
import { IdentityDirectory } from './identity-directory.port.js';

const AT_ONCE = 200;

/** Who belongs to the team, with the names that only the directory of people knows. */
@KeepsTeamData()
export class MembersTeamData implements TeamData {
  readonly parts: readonly TeamPart[];

  constructor(memberships: MembershipsRepository, directory: IdentityDirectory) {
    this.parts = [
      {
        name: 'members',
        about: 'The people of the team and their roles. Passwords and sessions are theirs, not the team’s.',
        tables: { memberships: { gives: ['user_id', 'role', 'joined_at', 'checklist_dismissed_at'] } },
        count: (tx, tenantId) => memberships.count(tx, tenantId),
        page: async (tx, tenantId, { after }) => {
          const rows = await memberships.page(tx, tenantId, after, AT_ONCE);
          const people = await directory.people(
            tx,
            rows.map(({ userId }) => userId),
          );
          const records = rows.map(({ tenantId: _team, ...row }) => {
            const person = people.get(row.userId);
            return { ...row, email: person?.email ?? null, name: person?.name ?? null };
          });
          return { records, next: rows.length === AT_ONCE ? rows.at(-1)?.userId : undefined };
        },
      },
    ];
  }
}
