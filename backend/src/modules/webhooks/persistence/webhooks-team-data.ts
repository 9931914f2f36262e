import { KeepsTeamData, tablePart, type TeamData } from '../../../platform/team-data/index.js';

/** Where messages go, and the log of those that went lately. */
@KeepsTeamData()
export class WebhooksTeamData implements TeamData {
  readonly parts = [
    tablePart({
      name: 'webhook-endpoints',
      about: 'Where messages go. Signing secrets are not given.',
      table: 'webhook_endpoints',
      order: ['id'],
      gives: [
        ...['id', 'url', 'description', 'event_types', 'off_reason', 'off_at', 'failing_since', 'failures'],
        ...['slow', 'created_at', 'updated_at'],
      ],
    }),
    tablePart({
      name: 'webhook-messages',
      about: 'The messages that are still in the log, word by word.',
      table: 'webhook_messages',
      order: ['id'],
      madeAt: 'created_at',
      gives: ['id', 'type', 'body', 'created_at'],
      leaves: { call_id: 'Stands in the body.' },
      finish: ({ body, ...record }) => ({ ...record, body: JSON.parse(String(body)) as unknown }),
    }),
    tablePart({
      name: 'webhook-deliveries',
      about: 'To which endpoint a message went, with every attempt and what came back.',
      table: 'webhook_deliveries',
      order: ['id'],
      madeAt: 'created_at',
      gives: [
        ...['id', 'endpoint_id', 'message_id', 'type', 'trigger', 'state', 'attempts', 'due_at'],
        ...['last_status', 'last_fault', 'last_duration_ms', 'created_at'],
      ],
      leaves: { lease_until: 'Until when a process is at work on it.' },
      inner: {
        log: {
          table: 'webhook_attempts',
          by: 'delivery_id',
          order: ['number'],
          gives: ['number', 'at', 'duration_ms', 'status', 'fault', 'response'],
        },
      },
    }),
  ];
  readonly leaves = { webhook_secrets: 'The secrets that messages are signed with, sealed.' };
}
