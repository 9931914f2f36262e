import { KeepsTeamData, tablePart, type TeamData } from '../../../platform/team-data/index.js';

const WORK = 'How far the work has come.';

/** What was asked for by callers and by the team itself. */
@KeepsTeamData()
export class PrivacyTeamData implements TeamData {
  readonly parts = [
    tablePart({
      name: 'caller-erasures',
      about: 'Callers who were erased, without a word of whom it concerned.',
      table: 'caller_erasures',
      order: ['id'],
      gives: ['id', 'known_by', 'state', 'asked_at', 'finished_at', 'calls', 'records'],
      leaves: {
        marks: 'Fingerprints, which are held against restored backups.',
        looked_until: WORK,
        worked_at: WORK,
      },
    }),
    tablePart({
      name: 'team-exports',
      about: 'Exports such as this one, and how far each has come.',
      table: 'team_exports',
      order: ['id'],
      gives: [
        ...['id', 'asked_by', 'asked_at', 'state', 'started_at', 'worked_at', 'finished_at'],
        ...['downloads', 'expected', 'records', 'bytes'],
      ],
    }),
  ];
}
