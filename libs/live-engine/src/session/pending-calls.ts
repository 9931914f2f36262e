import { randomInt } from 'node:crypto';
import type { SessionSetup } from '../protocol/setup.js';
import type { PendingCall } from './session-state.js';

/** Gives the calls that a mind makes their ids, and the behaviour their functions were declared with. */
export function pendingCalls(
  calls: { name: string; args: Record<string, unknown> }[],
  { tools, rules }: SessionSetup,
): PendingCall[] {
  return calls.map((call) => ({
    ...call,
    id: callId(),
    behavior: tools.find((tool) => tool.name === call.name)?.behavior ?? rules.defaultBehavior,
  }));
}

/** As Gemini's own. */
export function callId(): string {
  const digits = Array.from({ length: 18 }, () => randomInt(0, 10));
  return `function-call-${randomInt(1, 10)}${digits.join('')}`;
}
