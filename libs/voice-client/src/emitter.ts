export type Unsubscribe = () => void;

/** A typed set of listeners. A listener that throws does not keep the others from hearing. */
export interface Emitter<Events extends object> {
  on<N extends keyof Events>(name: N, listener: (payload: Events[N]) => void): Unsubscribe;
  emit<N extends keyof Events>(name: N, payload: Events[N]): void;
}

export function createEmitter<Events extends object>(): Emitter<Events> {
  const listeners = new Set<readonly [name: keyof Events, listener: (payload: never) => void]>();
  return {
    on(name, listener) {
      const entry = [name, listener] as const;
      listeners.add(entry);
      return () => listeners.delete(entry);
    },
    emit(name, payload) {
      for (const [heard, listener] of [...listeners]) {
        if (heard !== name) continue;
        try {
          listener(payload as never);
        } catch (error) {
          // Reported like any uncaught error of the page, but not inside the call's own control flow.
          setTimeout(() => {
            throw error;
          });
        }
      }
    },
  };
}
