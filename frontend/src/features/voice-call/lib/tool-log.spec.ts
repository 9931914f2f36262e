import { expect, it } from '@jest/globals';
import { logTools, type ToolUse } from './tool-log.js';

const started = { type: 'tool.started', id: 'a', name: 'find_order' } as const;
const finished = { type: 'tool.finished', id: 'a', name: 'find_order', ok: true } as const;

it('follows a tool from its start to its end, and takes each message once', () => {
  let log: readonly ToolUse[] = [];
  log = logTools(log, started, 1_000);
  log = logTools(log, started, 1_100);
  expect(log).toEqual([{ id: 'a', name: 'find_order', startedAt: 1_000 }]);
  log = logTools(log, finished, 1_250);
  log = logTools(log, { ...finished, ok: false }, 9_000);
  expect(log[0]?.ended).toEqual({ ok: true, ms: 250 });
  expect(logTools(log, { type: 'heartbeat' }, 2_000)).toBe(log);
});
