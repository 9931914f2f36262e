import { describe, expect, it } from '@jest/globals';
import { CreateAgent } from '@orbisvoice/contracts';
import '../../../lib/zod-setup.js';
import { AGENT } from '../../../testing/agent-sample.js';
import { AGENT_FIELDS, AgentForm, agentValues, newAgentValues } from './agent-form.mapping.js';

const faults = (values: unknown): Record<string, string> =>
  Object.fromEntries(
    (AgentForm.safeParse(values).error?.issues ?? []).map(({ path, message }) => [path.join('.'), message]),
  );

describe('the agent form', () => {
  it('holds every field that the contract lets one write, and no other', () => {
    expect(Object.keys(agentValues(AGENT)).sort()).toEqual([...AGENT_FIELDS].sort());
    expect(Object.keys(newAgentValues()).sort()).toEqual(Object.keys(CreateAgent.shape).sort());
  });

  it('gives a stored agent back unchanged', () => {
    const { id: _id, variables: _v, consentVersion: _c, createdAt: _at, updatedAt: _u, ...editable } = AGENT;
    expect(AgentForm.parse(agentValues(AGENT))).toEqual(editable);
  });

  it('says in words what is missing from a new one', () => {
    expect(faults(newAgentValues())).toEqual({ name: 'This is needed.', systemPrompt: 'This is needed.' });
  });

  it('says in words what is wrong, at the field and at the line', () => {
    const wrong = {
      ...agentValues(AGENT),
      allowedOrigins: ['https://shop.example', 'shop.example/path'],
      idleTimeoutSeconds: NaN,
      maxDurationSeconds: 5,
    };
    expect(faults(wrong)).toEqual({
      'allowedOrigins.1': 'must be an origin such as https://www.example.com, without a path',
      idleTimeoutSeconds: 'Enter a whole number.',
      maxDurationSeconds: 'Must be 30 or more.',
    });
  });
});
