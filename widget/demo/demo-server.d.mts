/** What the example pages embed, and where it lives. */
export interface Site {
  /** Origin of OrbisVoice. */
  api: string;
  /** Origin of the voice gateway, `ws://…` or `wss://…`. */
  gateway: string;
  agentId: string;
  publishableKey: string;
  /** For the pages whose own server asks OrbisVoice; it never leaves that process. */
  secretKey?: string;
  /** Scripts that were built on the way, by name. */
  script?: (name: string) => string | undefined;
}

/** Serves the example pages on a port of 127.0.0.1; 0 takes any free one. */
export function startDemo(site: Site, port?: number): Promise<{ origin: string; close(): Promise<void> }>;
