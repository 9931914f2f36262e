import { KeepsTeamData, tablePart, type TeamData } from '../../../platform/team-data/index.js';

@KeepsTeamData()
export class FollowUpsTeamData implements TeamData {
  readonly parts = [
    tablePart({
      name: 'follow-ups',
      about: 'Calls that somebody should look at, or has looked at.',
      table: 'follow_ups',
      order: ['id'],
      madeAt: 'opened_at',
      gives: ['id', 'call_id', 'agent_id', 'reason', 'opened_at', 'done_at'],
    }),
  ];
}
