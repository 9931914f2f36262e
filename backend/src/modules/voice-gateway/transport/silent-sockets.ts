/** Sockets that have not said anything yet, at most `most` in all and `mostOfGuest` of one network of a customer. */
export class SilentSockets {
  private readonly byGuest = new Map<string, number>();
  private total = 0;

  constructor(
    private readonly most: number,
    private readonly mostOfGuest: number,
  ) {}

  /** Takes a place; the returned function gives it back, once. Undefined where there is none. */
  enter(guest: string): (() => void) | undefined {
    const others = this.byGuest.get(guest) ?? 0;
    if (this.total >= this.most || others >= this.mostOfGuest) return undefined;
    this.total += 1;
    this.byGuest.set(guest, others + 1);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.total -= 1;
      const left = (this.byGuest.get(guest) ?? 1) - 1;
      if (left > 0) this.byGuest.set(guest, left);
      else this.byGuest.delete(guest);
    };
  }
}
