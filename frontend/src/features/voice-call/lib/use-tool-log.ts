import { useEffect, useState } from 'react';
import type { PageCall } from './call-factory.js';
import { logTools, type ToolUse } from './tool-log.js';

/** The tools that the call has used, as they happen. */
export function useToolLog(call: PageCall): readonly ToolUse[] {
  const [log, setLog] = useState<readonly ToolUse[]>([]);
  useEffect(
    () => call.on('message', (message) => setLog((before) => logTools(before, message, Date.now()))),
    [call],
  );
  return log;
}
