import { KeepsTeamData, tablePart, type TeamData } from '../../../platform/team-data/index.js';

@KeepsTeamData()
export class EmbedTeamData implements TeamData {
  readonly parts = [
    tablePart({
      name: 'agent-sites',
      about: 'The sites on which an agent was seen for the first time, and when.',
      table: 'agent_sites',
      order: ['agent_id', 'origin'],
      gives: ['agent_id', 'origin', 'first_seen_at'],
    }),
  ];
}
