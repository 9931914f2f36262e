import { KeepsTeamData, tablePart, type TeamData } from '../../../platform/team-data/index.js';
import { coveredHeaders } from '../domain/header-cover.js';
import type { ToolRecord } from '../domain/tool-record.js';

const SEALED = 'A secret, sealed.';
const FORGOTTEN = 'That what was said is forgotten shows in what is left.';
const KEY = 'By which a repeated request is known.';
const utc = (moment: string): string =>
  `to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Tools, what they answered and what they booked. */
@KeepsTeamData()
export class ToolsTeamData implements TeamData {
  readonly parts = [
    tablePart({
      name: 'tools',
      about: 'The tools, with the names of their secrets.',
      table: 'tools',
      order: ['id'],
      gives: [
        ...['id', 'name', 'description', 'kind', 'parameters', 'http', 'builtin', 'confirm', 'filler'],
        ...['background', 'created_at', 'updated_at'],
      ],
      inner: {
        secrets: {
          table: 'tool_secrets',
          by: 'tool_id',
          order: ['name'],
          gives: ['name', 'updated_at'],
          leaves: { key_id: SEALED, sealed: SEALED, last4: 'The end of a secret.' },
        },
      },
      finish: (record) => {
        const http = record['http'] as ToolRecord['http'];
        return { ...record, http: http && { ...http, headers: coveredHeaders(http.headers) } };
      },
    }),
    tablePart({
      name: 'tool-invocations',
      about: 'When a tool was used and what it answered. What it was given is not kept.',
      table: 'tool_invocations',
      order: ['id'],
      madeAt: 'started_at',
      gives: [
        ...['id', 'tool_id', 'agent_id', 'call_id', 'state', 'outcome', 'attempts', 'may_repeat'],
        ...['started_at', 'deadline_at', 'finished_at'],
      ],
      leaves: {
        idempotency_key: KEY,
        confirmation: 'By which a visitor’s yes is known.',
        args_digest: 'A fingerprint of what the tool was given.',
        forgotten_at: FORGOTTEN,
      },
      finish: ({ outcome, ...record }) => ({
        ...record,
        outcome: typeof outcome === 'string' ? (JSON.parse(outcome) as unknown) : null,
      }),
    }),
    tablePart({
      name: 'bookings',
      about: 'What tools have booked, for whom.',
      table: 'bookings',
      order: ['id'],
      madeAt: 'created_at',
      gives: [
        ...['id', 'tool_id', 'call_id', 'calendar', 'during', 'title', 'attendee_name', 'attendee_email'],
        'created_at',
      ],
      leaves: { occasion: KEY, forgotten_at: FORGOTTEN },
      reads: {
        during: `json_build_object('start', ${utc('lower(during)')}, 'end', ${utc('upper(during)')})`,
      },
    }),
  ];
}
