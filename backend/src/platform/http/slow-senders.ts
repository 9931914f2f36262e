/**
 * How long whoever sends may take before their connection is closed, within 10 s whatever they are slow with. Node looks
 * every half minute unless it is told otherwise, and what it is told holds from the making of the server only.
 */
export const SLOW_SENDERS = {
  headersTimeout: 8_000,
  /** The whole of a request, its body included. */
  requestTimeout: 8_500,
  connectionsCheckingInterval: 1_000,
} as const;

/** Above what a process serves at its fullest, so that a crowd which sends nothing leaves room for everybody else. */
export const MAX_CONNECTIONS = 5_000;
