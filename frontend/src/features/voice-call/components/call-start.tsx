import type { Agent } from '@orbisvoice/contracts';
import { Keyboard, Mic } from 'lucide-react';
import { Button } from '../../../components/ui/button.js';
import { Field } from '../../../components/ui/field.js';
import { Input } from '../../../components/ui/input.js';

interface CallStartProps {
  agent: Agent;
  unsaved: boolean;
  /** There was a call before. */
  again: boolean;
  variables: Record<string, string>;
  onVariable: (name: string, value: string) => void;
  onStart: (microphone: boolean) => void;
}

/** Everything that comes before the call: values for the prompt, consent, the two ways in. */
export function CallStart({ agent, unsaved, again, variables, onVariable, onStart }: CallStartProps) {
  const consent = agent.consentText !== '';
  const label = consent ? 'Accept and start' : again ? 'Call again' : 'Start call';
  return (
    <div className="mt-5 grid gap-4">
      {agent.variables.map((name) => (
        <Field key={name} label={name}>
          {(field) => (
            <Input
              {...field}
              value={variables[name] ?? ''}
              onChange={(event) => onVariable(name, event.target.value)}
              placeholder="Value for this call"
            />
          )}
        </Field>
      ))}
      {consent && (
        <p className="rounded-control bg-mist p-3 text-[13px] leading-relaxed whitespace-pre-line">
          {agent.consentText}
        </p>
      )}
      {unsaved && (
        <p className="text-center text-[13px] text-dim">The call uses the draft as it was last saved.</p>
      )}
      <div className="flex flex-wrap justify-center gap-2">
        <Button look="primary" onClick={() => onStart(true)}>
          <Mic size={18} aria-hidden="true" />
          {label}
        </Button>
        <Button onClick={() => onStart(false)}>
          <Keyboard size={18} aria-hidden="true" />
          Write instead
        </Button>
      </div>
    </div>
  );
}
