import type { Turn } from '../ports.js';
import type { Context } from '../protocol/usage.js';
import type { ResumptionStore } from '../session/resumption-store.js';
import type { Outlet } from './outlet.js';

/** Tells a client that asked for it by which handle its session can be resumed now, or that it cannot. */
export class SessionHandles {
  constructor(
    private readonly outlet: Outlet,
    private readonly store: ResumptionStore,
    private readonly session: { id: string; model: string; wanted: boolean },
  ) {}

  resumable(history: readonly Turn[], context: Context): void {
    const { id, model, wanted } = this.session;
    if (!wanted) return;
    const newHandle = this.store.issue(id, { model, history, context });
    this.outlet.message({ sessionResumptionUpdate: { newHandle, resumable: true } });
  }

  /** Something is under way that would be lost; the previous handle stays good. */
  notResumable(): void {
    if (this.session.wanted) this.outlet.message({ sessionResumptionUpdate: {} });
  }
}
