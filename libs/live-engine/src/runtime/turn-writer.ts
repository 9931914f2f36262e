import type { ServerContent } from '../protocol/server-message.js';
import type { UsageMeter } from '../session/usage-meter.js';
import type { ActiveFaults } from '../scripted/fault.js';
import type { SessionEffect } from '../session/session-state.js';
import type { Outlet } from './outlet.js';
import type { SpeechFrame } from './speech-frames.js';

/** How a turn's end and its interruption look on the wire, with the faults that the real service has there. */
export class TurnWriter {
  /** Frames that were dropped by the latest interruption. */
  private dropped: readonly SpeechFrame[] = [];

  constructor(
    private readonly outlet: Outlet,
    private readonly meter: UsageMeter,
    private readonly faults: ActiveFaults,
    private readonly takeAudioMs: () => number,
  ) {}

  stopped(dropped: readonly SpeechFrame[]): void {
    this.dropped = dropped.filter((frame) => frame.audioMs > 0);
  }

  write(effect: Extract<SessionEffect, { type: 'interrupted' | 'turn-complete' }>): void {
    if (effect.type === 'interrupted') this.interrupted();
    else this.turnComplete();
  }

  private interrupted(): void {
    const glued = this.faults.get('interrupted-with-audio') && this.dropped.at(0)?.frame;
    const content: ServerContent = { interrupted: true, ...(glued && modelTurnOf(glued)) };
    this.outlet.message({ serverContent: content });
    const stale = this.faults.get('stale-audio');
    for (const { frame } of stale ? this.dropped.slice(0, stale.chunks) : [])
      if (frame) this.outlet.frame(frame);
  }

  private turnComplete(): void {
    const usageMetadata = this.meter.closeTurn(this.takeAudioMs());
    if (this.faults.get('unknown-keys')) this.outlet.unknownKind();
    if (this.faults.get('no-turn-complete')) return;
    this.outlet.message({ serverContent: { turnComplete: true }, usageMetadata });
  }
}

/** The content of a frame that was built earlier: everything from the JSON's first brace. */
function modelTurnOf(frame: Buffer): Pick<ServerContent, 'modelTurn'> {
  const message: unknown = JSON.parse(frame.toString('utf8', frame.indexOf('{')));
  return (message as { serverContent: ServerContent }).serverContent;
}
