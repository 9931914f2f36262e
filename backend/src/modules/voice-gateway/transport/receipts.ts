import { AGENT_SAMPLE_RATE, BYTES_PER_SAMPLE } from '@orbisvoice/contracts';

const BYTES_PER_SECOND = AGENT_SAMPLE_RATE * BYTES_PER_SAMPLE;
/** Less is not worth a question; more would take a slow network for a client that does not read. */
const ASK_EVERY_BYTES = 2 * BYTES_PER_SECOND;
/** Agent audio that a client owes the receipt of, and is let go. */
export const MAX_UNRECEIVED_BYTES = 10 * BYTES_PER_SECOND;

/**
 * How much agent audio has reached one client. What waits in our socket tells of a client that does not read far too
 * late: the kernels on the way take four megabytes before, which is more than a minute. So a ping goes out behind every
 * two seconds of audio, and says how much that was so far; its answer is the receipt for all of it.
 */
export class Receipts {
  private sentBytes = 0;
  private askedBytes = 0;
  private receivedBytes = 0;

  /** What to ask behind this audio, where it is time to. */
  sent(bytes: number): string | undefined {
    this.sentBytes += bytes;
    if (this.sentBytes - this.askedBytes < ASK_EVERY_BYTES) return undefined;
    this.askedBytes = this.sentBytes;
    return String(this.askedBytes);
  }

  /** An answer, which may be to another question, or invented: nobody has received more than was asked about. */
  confirm(answer: string): void {
    const bytes = Number(answer);
    if (bytes > this.receivedBytes && bytes <= this.askedBytes) this.receivedBytes = bytes;
  }

  get overdue(): boolean {
    return this.sentBytes - this.receivedBytes > MAX_UNRECEIVED_BYTES;
  }
}
