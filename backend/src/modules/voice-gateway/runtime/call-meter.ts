import { costsOf, PRICES_AS_OF, totalNanos } from '../metering/prices.js';
import { UsageMeter } from '../metering/usage-meter.js';
import type { VoiceUsage } from '../providers/voice-provider.port.js';
import type { EventData } from '../session/effect.js';

/** How the local demonstration engine is written down; it has no price. */
const DEMO_MODEL = 'demo';

/** Turns what the model reports into lines of the call's record (`turn.usage`), priced where a price is known. */
export class CallMeter {
  private readonly meter = new UsageMeter();
  private readonly model: string;

  constructor(model: string, demo: boolean) {
    this.model = demo ? DEMO_MODEL : model;
  }

  /** Undefined where the report adds nothing to what was written down before. */
  report(connection: number, generation: number, usage: VoiceUsage): EventData | undefined {
    const added = this.meter.report(connection, generation, usage);
    if (!added) return undefined;
    const cost = costsOf(this.model, added);
    if (!cost) return { model: this.model, ...added, costNanos: null, pricesAsOf: null };
    return { model: this.model, ...added, ...cost, costNanos: totalNanos(cost), pricesAsOf: PRICES_AS_OF };
  }
}
