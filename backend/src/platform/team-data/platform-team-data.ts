import { KeepsTeamData, type TeamData } from './team-data.decorator.js';

/** The tables on which everything stands hold nothing that is not given elsewhere, or nothing that may be given. */
@KeepsTeamData()
export class PlatformTeamData implements TeamData {
  readonly parts = [];
  readonly leaves = {
    idempotent_answers: 'Answers to requests, kept sealed for 48 hours in case one is repeated.',
    mails: 'Mails on their way. Their words are sealed; what they tell is in the records themselves.',
    outbox:
      'Facts on their way between the parts of the product; what they tell is in the records themselves.',
    processed: 'Which part of the product has dealt with which fact.',
    outbox_tries: 'What has failed for now, and is tried again.',
    tenant_data_keys: 'The keys under which the team’s secrets are sealed.',
  };
}
