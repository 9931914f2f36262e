import type { CallChannel } from '@orbisvoice/contracts';
import type { CallsFacade, ClaimTerms, FinishedTurn } from '../../src/modules/calls/index.js';
import type { TenantId } from '../../src/platform/database/index.js';

const START_MS = Date.UTC(2026, 0, 1);

/** A finished turn whose times follow from its number; odd ones are the visitor's. */
export const finishedTurn = (seq: number, text = `words ${seq}`): FinishedTurn => ({
  seq,
  turn: Math.ceil(seq / 2),
  role: seq % 2 ? 'user' : 'agent',
  text,
  interrupted: false,
  startedAt: new Date(START_MS + seq * 1_000),
  endedAt: new Date(START_MS + seq * 1_000 + 500),
});

/** Holds calls of one agent as a gateway does. */
export class CallSpeaker {
  constructor(
    private readonly calls: CallsFacade,
    private readonly tenant: TenantId,
    private readonly agentId: string,
  ) {}

  create(channel: CallChannel = 'widget'): Promise<string> {
    const call = { agentId: this.agentId, channel, origin: 'https://shop.example', userId: 'visitor-7' };
    return this.calls.create(this.tenant, call);
  }

  async live(
    texts: readonly string[] = [],
    channel?: CallChannel,
    terms?: ClaimTerms,
  ): Promise<{ id: string; epoch: number }> {
    const id = await this.create(channel);
    const claimed = await this.calls.claim(this.tenant, id, 'gateway-a', terms);
    if (!claimed) throw new Error('a new call could not be claimed');
    const { epoch } = claimed;
    const turns = texts.map((text, index) => finishedTurn(index + 1, text));
    if (turns.length > 0) await this.calls.write(this.tenant, id, epoch, { turns });
    const event = { seq: 1, at: new Date(START_MS), kind: 'connected', turn: null, data: { attempt: 1 } };
    await this.calls.write(this.tenant, id, epoch, { events: [event] });
    return { id, epoch };
  }

  async ended(texts: readonly string[] = [], channel?: CallChannel): Promise<string> {
    const { id, epoch } = await this.live(texts, channel);
    await this.calls.finalise(this.tenant, id, epoch, { reason: 'client_ended', endedAt: new Date() });
    return id;
  }
}
