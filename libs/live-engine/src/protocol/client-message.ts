import type { z } from 'zod';
import {
  ClientContent,
  ContextUpdate,
  RealtimeInput,
  ToolResponse,
  type FunctionResponse,
} from './client-fields.js';
import { checkFields } from './field-check.js';
import { camelise, camelName, snakeName } from './field-names.js';
import { invalid, unknownName, type Checked } from './refusal.js';

export type ClientMessage =
  | { type: 'setup'; fields: unknown }
  | { type: 'realtime'; input: RealtimeInput }
  | { type: 'content'; content: ClientContent }
  | { type: 'tool-response'; responses: FunctionResponse[] }
  | { type: 'context-update'; update: ContextUpdate };

/** Reads one frame: JSON with exactly one of the known top-level names. */
export function readClientMessage(frame: Buffer): Checked<ClientMessage> {
  const json = parseObject(frame);
  if (json === undefined) return { ok: false, refusal: invalid('Request contains invalid JSON.') };
  const names = Object.keys(json);
  const [name] = names;
  if (name === undefined || names.length > 1) {
    return { ok: false, refusal: invalid('Invalid JSON payload received: exactly one message is expected.') };
  }
  const value = camelise(json[name]);
  const at = snakeName(camelName(name));
  switch (camelName(name)) {
    case 'setup':
      return { ok: true, value: { type: 'setup', fields: value } };
    case 'realtimeInput':
      return read(RealtimeInput, at, value, (input) => ({ type: 'realtime', input }));
    case 'clientContent':
      return read(ClientContent, at, value, (content) => ({ type: 'content', content }));
    case 'toolResponse':
      return read(ToolResponse, at, value, ({ functionResponses }) => ({
        type: 'tool-response',
        responses: functionResponses,
      }));
    case 'contextUpdate':
      return read(ContextUpdate, at, value, (update) => ({ type: 'context-update', update }));
    default:
      return { ok: false, refusal: unknownName(name, '') };
  }
}

function read<S extends z.ZodType>(
  schema: S,
  at: string,
  value: unknown,
  build: (value: z.output<S>) => ClientMessage,
): Checked<ClientMessage> {
  const checked = checkFields(schema, at, value);
  return checked.ok ? { ok: true, value: build(checked.value) } : checked;
}

function parseObject(frame: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(frame.toString());
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
