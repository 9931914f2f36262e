const MAX_PER_TENANT = 20;

/** Counts what runs in this process, so that one team's slow servers do not take everybody's connections. */
export class InFlight {
  private readonly running = new Map<string, number>();

  enter(tenant: string): boolean {
    const running = this.running.get(tenant) ?? 0;
    if (running >= MAX_PER_TENANT) return false;
    this.running.set(tenant, running + 1);
    return true;
  }

  leave(tenant: string): void {
    const left = (this.running.get(tenant) ?? 1) - 1;
    if (left > 0) this.running.set(tenant, left);
    else this.running.delete(tenant);
  }
}
