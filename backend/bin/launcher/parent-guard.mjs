// @ts-check

const LOOK_EVERY_MS = 500;

/**
 * npm passes signals on but cannot when it is killed itself; then nobody is left who could stop us from the keyboard.
 * Started by hand (without npm) we may outlive our parent, as any daemon does.
 * @param {() => void} onOrphaned
 */
export function guardParent(onOrphaned) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onOrphaned();
  }, LOOK_EVERY_MS);
  timer.unref();
}
