import { readClientMessage } from '../protocol/client-message.js';
import { INVALID_ARGUMENT, invalid, type Checked, type Refusal } from '../protocol/refusal.js';
import { readSetup, type SessionSetup } from '../protocol/setup.js';
import type { ActiveFaults } from '../scripted/fault.js';
import type { ResumptionStore, Snapshot } from '../session/resumption-store.js';

export interface Opening {
  setup: SessionSetup;
  /** Present where the client resumed a session, and something is left of it. */
  restored: { sessionId: string; snapshot: Snapshot } | undefined;
  /** The setup is good, and is not answered all the same. */
  hangs: boolean;
}

export interface HandshakeRules {
  version: string;
  store: ResumptionStore;
  /** What an ephemeral token makes of the setup; undefined where it allows no session. */
  constrain: (fields: Record<string, unknown>, resuming: boolean) => Record<string, unknown> | undefined;
  /** Google's answer to a handle that it does not know is not documented: 1007 and 1008 have both been seen. */
  badHandleCode: (labels: Record<string, string>) => 1007 | 1008;
  /** What goes wrong with a handle that is as good as any. */
  handleFaults: (labels: Record<string, string>) => ActiveFaults;
}

/** Reads the first frame, which must be a valid setup, and finds the session it resumes. */
export function openWith(frame: Buffer, rules: HandshakeRules): Checked<Opening> {
  const message = readClientMessage(frame);
  if (!message.ok) return message;
  if (message.value.type !== 'setup') return refuse(invalid('The first message must be setup.'));
  const { fields } = message.value;
  if (!isRecord(fields)) return refuse(INVALID_ARGUMENT);
  const constrained = rules.constrain(
    fields,
    isRecord(fields.sessionResumption) && 'handle' in fields.sessionResumption,
  );
  if (constrained === undefined) return refuse({ code: 1008, reason: 'Token has been used too many times.' });
  const setup = readSetup(constrained, rules.version);
  if (!setup.ok) return setup;
  const handle = setup.value.resumption?.handle;
  if (handle === undefined)
    return { ok: true, value: { setup: setup.value, restored: undefined, hangs: false } };
  return resume(handle, setup.value, rules);
}

function resume(handle: string, setup: SessionSetup, rules: HandshakeRules): Checked<Opening> {
  const faults = rules.handleFaults(setup.labels);
  const refusal = faults.get('refuse-handle');
  if (refusal) return refuse(refusal);
  const resumed = rules.store.resume(handle);
  switch (resumed.kind) {
    case 'unknown':
      return refuse({
        code: rules.badHandleCode(setup.labels),
        reason: 'Session handle is invalid or has expired.',
      });
    case 'still-open':
      return refuse({ code: 1011, reason: 'Session is still connected elsewhere.' });
    case 'restored':
      if (resumed.snapshot.model !== setup.model) return refuse(INVALID_ARGUMENT);
      return {
        ok: true,
        value: {
          setup,
          restored: faults.get('forget') ? undefined : resumed,
          hangs: faults.get('hang-on-handle') !== undefined,
        },
      };
  }
}

function refuse(refusal: Refusal): Checked<Opening> {
  return { ok: false, refusal };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
