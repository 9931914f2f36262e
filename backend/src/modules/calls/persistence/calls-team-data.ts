import { KeepsTeamData, tablePart, type TeamData } from '../../../platform/team-data/index.js';

/** Each brings its turns and events along, some hundred rows. */
const CALLS_AT_ONCE = 25;
const INNER = 'Which process and connection it was, which tells nothing once the call is over.';

/** Calls with everything that was said in them, and how long they are kept. */
@KeepsTeamData()
export class CallsTeamData implements TeamData {
  readonly parts = [
    tablePart({
      name: 'calls',
      about:
        'Every call with its turns, events, analysis, rating and consent. Of an erased one the numbers are left. Costs are billionths of a US dollar.',
      table: 'calls',
      order: ['id'],
      madeAt: 'created_at',
      pageSize: CALLS_AT_ONCE,
      gives: [
        ...['id', 'agent_id', 'agent_version', 'channel', 'status', 'end_reason', 'failure', 'origin'],
        ...['user_id', 'api_key_id', 'created_at', 'started_at', 'ended_at', 'erased_at', 'duration_ms'],
        ...['turn_count', 'visitor_spoke', 'health_score', 'voice_to_voice_p50_ms', 'latency', 'answers_ms'],
        ...['ears_ms', 'model', 'input_text_tokens', 'input_audio_tokens', 'output_text_tokens'],
        ...['output_audio_tokens', 'priced_reports', 'unpriced_reports', 'cost_nanos', 'input_text_nanos'],
        ...['input_audio_nanos', 'output_text_nanos', 'output_audio_nanos', 'analysis_nanos', 'prices_as_of'],
      ],
      leaves: {
        owner: INNER,
        epoch: INNER,
        lease_until: INNER,
        rating: 'Stands in the rating itself.',
      },
      inner: {
        turns: {
          table: 'turns',
          by: 'call_id',
          order: ['seq'],
          gives: ['seq', 'turn', 'role', 'text', 'interrupted', 'started_at', 'ended_at', 'latency'],
          leaves: { epoch: INNER },
        },
        events: {
          table: 'call_events',
          by: 'call_id',
          order: ['seq'],
          gives: ['seq', 'at', 'kind', 'turn', 'data'],
          leaves: { epoch: INNER },
        },
        analysis: {
          table: 'call_analyses',
          by: 'call_id',
          order: [],
          single: true,
          gives: [
            ...['state', 'reason', 'summary', 'criteria', 'fields', 'model', 'input_tokens'],
            ...['output_tokens', 'cost_nanos', 'prices_as_of', 'analysed_at', 'tried_at', 'tried_reason'],
          ],
        },
        rating: {
          table: 'call_ratings',
          by: 'call_id',
          order: [],
          single: true,
          gives: ['rating', 'comment', 'rated_at'],
        },
        consent: {
          table: 'consent_receipts',
          by: 'call_id',
          order: [],
          single: true,
          gives: ['accepted', 'version', 'accepted_at'],
        },
      },
    }),
    tablePart({
      name: 'calls-unclaimed',
      about: 'Calls that were asked for and that nobody came to.',
      table: 'calls_unclaimed',
      order: ['call_id'],
      madeAt: 'asked_at',
      gives: ['call_id', 'agent_id', 'asked_at'],
    }),
    tablePart({
      name: 'retention',
      about: 'After how many days calls are erased.',
      table: 'call_retention',
      order: [],
      gives: ['days', 'changed_at'],
    }),
    tablePart({
      name: 'first-call',
      about: 'The first call that counted as one.',
      table: 'activations',
      order: [],
      gives: ['call_id', 'started_at'],
    }),
  ];
  readonly leaves = {
    call_counts: 'How often a key or an address has called today, in keyed hashes: a guard against abuse.',
    call_resumptions: 'Secrets by which a call that broke off may go on.',
    caller_marks: 'Fingerprints by which a caller’s calls are found, of what stands in the calls.',
    transcripts: 'The turns of a call once more, as one text, for the search.',
  };
}
