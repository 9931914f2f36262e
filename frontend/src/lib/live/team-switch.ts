const NAME = 'orbis-team';

/** Tells the other tabs, which have the same cookies, that these lead to this team from now on. */
export function announceTeamSwitch(tenantId: string): void {
  const others = new BroadcastChannel(NAME);
  others.postMessage(tenantId);
  others.close();
}

/** Hears of it; returns how to stop. */
export function onTeamSwitch(heard: (tenantId: string) => void): () => void {
  const others = new BroadcastChannel(NAME);
  others.onmessage = ({ data }: MessageEvent<string>) => heard(data);
  return () => others.close();
}
