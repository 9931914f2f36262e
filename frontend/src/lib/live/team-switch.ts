const NAME = 'orbis-team';

/** Tells the other tabs, which have the same cookies, that these lead to another team from now on. */
export function announceTeamSwitch(): void {
  const others = new BroadcastChannel(NAME);
  others.postMessage(null);
  others.close();
}

/** Hears of it; returns how to stop. */
export function onTeamSwitch(heard: () => void): () => void {
  const others = new BroadcastChannel(NAME);
  others.onmessage = heard;
  return () => others.close();
}
