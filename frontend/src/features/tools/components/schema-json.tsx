import type { ErrorDetail, ToolParameters } from '@orbisvoice/contracts';
import { useEffect, useId, useState } from 'react';
import { Textarea } from '../../../components/ui/input.js';

interface SchemaJsonProps {
  value: ToolParameters;
  onChange: (schema: ToolParameters) => void;
}

const pretty = (schema: ToolParameters): string => JSON.stringify(schema, null, 2);
const read = (text: string): ToolParameters | undefined => {
  try {
    const schema: unknown = JSON.parse(text);
    return typeof schema === 'object' && schema !== null ? (schema as ToolParameters) : undefined;
  } catch {
    return undefined;
  }
};

/** The schema as it is written. What is no JSON yet stays here; what is one goes into the form. */
export function SchemaJson({ value, onChange }: SchemaJsonProps) {
  const id = useId();
  const [typed, setTyped] = useState(() => pretty(value));
  const schema = read(typed);
  const faults = useFaults(schema);
  // An example was chosen, or the form was reset: that is newer than what stands here.
  if (schema && JSON.stringify(schema) !== JSON.stringify(value)) setTyped(pretty(value));
  const messages = schema
    ? faults.map(({ path, message }) => `${path || 'The schema'} ${message}`)
    : ['This is no JSON yet.'];
  return (
    <>
      <Textarea
        value={typed}
        rows={14}
        aria-label="JSON schema of the arguments"
        aria-invalid={messages.length > 0 ? true : undefined}
        aria-describedby={id}
        spellCheck={false}
        onChange={(event) => {
          setTyped(event.target.value);
          const next = read(event.target.value);
          if (next) onChange(next);
        }}
        className="font-mono text-[13px]"
      />
      <ul id={id} role="status" className="mt-2 grid gap-0.5 text-[13px] text-bad">
        {messages.slice(0, 5).map((message) => (
          <li key={message}>{message}</li>
        ))}
      </ul>
    </>
  );
}

/** The contract's own check, fetched with the first look at a schema. */
function useFaults(schema: ToolParameters | undefined): ErrorDetail[] {
  const [faults, setFaults] = useState<ErrorDetail[]>([]);
  const text = schema && JSON.stringify(schema);
  useEffect(() => {
    if (text === undefined) return;
    let current = true;
    void import('@orbisvoice/contracts').then(({ toolParametersFaults }) => {
      if (current) setFaults(toolParametersFaults(JSON.parse(text)));
    });
    return () => {
      current = false;
    };
  }, [text]);
  return faults;
}
