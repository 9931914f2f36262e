import { KeepsTeamData, tablePart, type TeamData } from '../../../platform/team-data/index.js';

/** The team's keys. Sessions and passwords belong to people, not to teams. */
@KeepsTeamData()
export class AuthTeamData implements TeamData {
  readonly parts = [
    tablePart({
      name: 'api-keys',
      about: 'The API keys, revoked ones too, without anything by which they could be used.',
      table: 'api_keys',
      order: ['id'],
      gives: [
        ...['id', 'name', 'kind', 'prefix', 'scopes', 'allowed_origins', 'limits'],
        ...['created_at', 'expires_at', 'last_used_at', 'revoked_at'],
      ],
      leaves: {
        lookup_id: 'Stands in the prefix, the part of a key that may be shown.',
        digest: 'What the key is checked against.',
      },
    }),
  ];
}
