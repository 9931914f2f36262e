import { callId } from '../session/pending-calls.js';
import type { PendingCall } from '../session/session-state.js';
import type { ActiveFaults } from '../scripted/fault.js';
import type { Outlet } from './outlet.js';

/** How function calls look on the wire, with the faults that are seen there. */
export class ToolCallWriter {
  constructor(
    private readonly outlet: Outlet,
    private readonly faults: ActiveFaults,
    private readonly called: () => void,
  ) {}

  write(calls: readonly Pick<PendingCall, 'id' | 'name' | 'args'>[]): void {
    const functionCalls = calls.map(({ id, name, args }) => ({ name, args, id }));
    this.outlet.message({ toolCall: { functionCalls } });
    if (this.faults.get('duplicate-calls')) this.outlet.message({ toolCall: { functionCalls } });
    this.called();
  }

  /** The reply was interrupted, and what it wanted to call comes all the same. */
  interrupted(): void {
    const late = this.faults.get('call-after-interrupted');
    if (late) this.write([{ id: callId(), name: late.name, args: late.args }]);
  }
}
