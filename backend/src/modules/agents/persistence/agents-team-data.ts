import { KeepsTeamData, tablePart, type TeamData } from '../../../platform/team-data/index.js';

/** Agents as they are and as they were. */
@KeepsTeamData()
export class AgentsTeamData implements TeamData {
  readonly parts = [
    tablePart({
      name: 'agents',
      about: 'The agents as they were saved last, with their tools. A deleted one has kept its name only.',
      table: 'agents',
      order: ['id'],
      gives: [
        ...['id', 'name', 'system_prompt', 'first_message', 'voice_id', 'language', 'allowed_origins'],
        ...['idle_timeout_seconds', 'max_duration_seconds', 'consent_text', 'patience', 'echo_guard'],
        ...['silence_prompt_seconds', 'daily_spend_limit', 'appearance', 'analysis', 'published_version'],
        ...['created_at', 'updated_at', 'deleted_at'],
      ],
      inner: {
        tools: {
          table: 'agent_tools',
          by: 'agent_id',
          order: ['position', 'tool_id', 'published'],
          gives: ['tool_id', 'position', 'published'],
        },
      },
    }),
    tablePart({
      name: 'agent-versions',
      about: 'What visitors were given by each published version of an agent.',
      table: 'agent_versions',
      order: ['agent_id', 'number'],
      gives: [
        ...['agent_id', 'number', 'content', 'note', 'restored_from', 'actor_kind', 'actor_id'],
        'published_at',
      ],
    }),
  ];
}
