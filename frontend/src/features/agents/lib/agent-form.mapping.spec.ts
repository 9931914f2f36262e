import { describe, expect, it } from '@jest/globals';
import { CreateAgent, UpdateAgent } from '@orbisvoice/contracts';
import '../../../lib/zod-setup.js';
import { AGENT } from '../../../testing/agent-sample.js';
import { AGENT_FIELDS, agentValues, changedOf, NEW_AGENT } from './agent-form.mapping.js';

const AgentForm = UpdateAgent.omit({ status: true }).required();
const NewAgent = CreateAgent.omit({ status: true });

const faults = (values: unknown): Record<string, string> =>
  Object.fromEntries(
    (AgentForm.safeParse(values).error?.issues ?? []).map(({ path, message }) => [path.join('.'), message]),
  );

describe('the agent form', () => {
  it('holds every field that the contract lets one write, and no other', () => {
    expect(Object.keys(agentValues(AGENT)).sort()).toEqual([...AGENT_FIELDS].sort());
    expect(AGENT_FIELDS.sort()).toEqual(Object.keys(NewAgent.shape).sort());
  });

  it('starts a new one with the defaults of the contract', () => {
    const named = { name: 'Ada', systemPrompt: 'You help.' };
    expect({ ...NEW_AGENT, ...named }).toEqual(NewAgent.parse(named));
  });

  it('gives a stored agent back unchanged', () => {
    const editable = Object.fromEntries(
      Object.entries(AGENT).filter(([name]) => AGENT_FIELDS.includes(name)),
    );
    expect(AgentForm.parse(agentValues(AGENT))).toEqual(editable);
  });

  it('sends only what was edited', () => {
    const dirty = { name: true, appearance: { accent: true }, allowedOrigins: [true] };
    const { name, appearance, allowedOrigins } = agentValues(AGENT);
    expect(changedOf(agentValues(AGENT), dirty)).toEqual({ name, appearance, allowedOrigins });
    expect(changedOf(agentValues(AGENT), {})).toEqual({});
  });

  it('says in words what is missing from a new one', () => {
    expect(faults(NEW_AGENT)).toEqual({ name: 'This is needed.', systemPrompt: 'This is needed.' });
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
