import { KeepsTeamData, type TeamData } from '../../../platform/team-data/index.js';

@KeepsTeamData()
export class AnalyticsTeamData implements TeamData {
  readonly parts = [];
  readonly leaves = {
    call_facts: 'Counted from the calls, which are given.',
    call_stats: 'Sums over the calls, which are given.',
  };
}
