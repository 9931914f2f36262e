export type Unsubscribe = () => void;

/** A typed set of listeners. A listener that throws does not keep the others from hearing. */
export class Emitter<Events extends object> {
  private readonly listeners = new Map<keyof Events, Set<(payload: never) => void>>();

  on<N extends keyof Events>(name: N, listener: (payload: Events[N]) => void): Unsubscribe {
    const set = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, set.add(listener));
    return () => set.delete(listener);
  }

  emit<N extends keyof Events>(name: N, payload: Events[N]): void {
    for (const listener of [...(this.listeners.get(name) ?? [])]) {
      try {
        (listener as (payload: Events[N]) => void)(payload);
      } catch (error) {
        // Reported like any uncaught error of the page, but not inside the call's own control flow.
        setTimeout(() => {
          throw error;
        });
      }
    }
  }
}
