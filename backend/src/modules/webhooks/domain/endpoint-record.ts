import type { WebhookEventType, WebhookOffReason } from '@orbisvoice/contracts';

export interface EndpointRecord {
  id: string;
  url: string;
  description: string;
  eventTypes: WebhookEventType[];
  offReason: WebhookOffReason | null;
  offAt: Date | null;
  /** The first failure since the last success. */
  failingSince: Date | null;
  /** Failed attempts since the last success. */
  failures: number;
  /** Waits in the slow line. */
  slow: boolean;
  createdAt: Date;
  updatedAt: Date;
}
