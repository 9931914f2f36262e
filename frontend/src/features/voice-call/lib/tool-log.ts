import type { ServerMessage } from '@orbisvoice/contracts';

/** One use of a tool in the call that is on. */
export interface ToolUse {
  id: string;
  name: string;
  startedAt: number;
  /** Undefined while it runs. */
  ended?: { ok: boolean; ms: number };
}

/** The uses of tools so far, from what the server tells; a repeated message changes nothing. */
export function logTools(log: readonly ToolUse[], message: ServerMessage, now: number): readonly ToolUse[] {
  if (message.type === 'ready') return message.resumed ? log : [];
  if (message.type === 'tool.started') {
    const { id, name } = message;
    return log.some((use) => use.id === id) ? log : [...log, { id, name, startedAt: now }];
  }
  if (message.type !== 'tool.finished') return log;
  return log.map((use) =>
    use.id === message.id && !use.ended
      ? { ...use, ended: { ok: message.ok, ms: Math.max(0, now - use.startedAt) } }
      : use,
  );
}
