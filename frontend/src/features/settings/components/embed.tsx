import type { Agent } from '@orbisvoice/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Card } from '../../../components/ui/card.js';
import { Field } from '../../../components/ui/field.js';
import { Input, Select } from '../../../components/ui/input.js';
import { itemsOf } from '../../../lib/paged-query.js';
import { apiKeysQuery } from '../api/api-keys.js';
import { embedChecks } from '../lib/embed-checks.js';
import { USUAL_OPTIONS } from '../lib/embed-options.js';
import { EmbedChecklist } from './embed-checklist.js';
import { EmbedLinesCard } from './embed-lines-card.js';
import { EmbedOptionFields } from './embed-option-fields.js';
import { WidgetPreview } from './widget-preview.js';

interface EmbedProps {
  agents: readonly Agent[];
  agent: Agent;
  onAgent: (id: string) => void;
  manages: boolean;
}

/** From an agent to lines for a site, with what has to be right and how it will look. */
export function Embed({ agents, agent, onAgent, manages }: EmbedProps) {
  const [site, setSite] = useState('');
  const [apiKey, setApiKey] = useState('');
  const [options, setOptions] = useState(USUAL_OPTIONS);
  const keys = useInfiniteQuery({ ...apiKeysQuery(), enabled: manages });
  const checks = embedChecks({ agent, site, apiKey, keys: itemsOf(keys.data) });
  const usable = /^ov_pk_\w+$/.test(apiKey.trim()) ? apiKey.trim() : '';
  return (
    <div className="grid gap-6">
      <Card title="Agent and site">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Agent">
            {(field) => (
              <Select {...field} value={agent.id} onChange={(event) => onAgent(event.target.value)}>
                {agents.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label="Your site">
            {(field) => (
              <Input
                {...field}
                value={site}
                onChange={(event) => setSite(event.target.value)}
                placeholder="https://www.example.com"
                inputMode="url"
                spellCheck={false}
              />
            )}
          </Field>
          <div className="sm:col-span-2">
            <Field
              label="Publishable key"
              help="It was shown once when it was made. It stays in this page and is sent nowhere."
            >
              {(field) => (
                <Input
                  {...field}
                  value={apiKey}
                  onChange={(event) => setApiKey(event.target.value)}
                  placeholder="ov_pk_live_…"
                  autoComplete="off"
                  spellCheck={false}
                  className="font-mono"
                />
              )}
            </Field>
          </div>
        </div>
        <div className="mt-4 border-t border-line pt-4">
          <EmbedChecklist checks={checks} agentId={agent.id} manages={manages} />
        </div>
      </Card>
      <Card title="Options" text="What is not chosen here is as the agent says.">
        <EmbedOptionFields
          options={options}
          onChange={(change) => setOptions((before) => ({ ...before, ...change }))}
        />
      </Card>
      <EmbedLinesCard agentId={agent.id} apiKey={usable} options={options} />
      <Card title="Preview">
        {agent.publishedVersion === null ? (
          <p className="text-sm text-dim">Publish the agent to see the widget as visitors will.</p>
        ) : (
          <WidgetPreview key={agent.id} agent={agent} options={options} />
        )}
      </Card>
    </div>
  );
}
