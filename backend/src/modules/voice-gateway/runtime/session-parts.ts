import type { Clock } from '../../../platform/clock/clock.js';
import type { Logger } from '../../../platform/logging/index.js';
import type { VoiceProvider } from '../providers/voice-provider.port.js';
import type { CallDesk } from './call-desk.service.js';
import type { GatewayMetrics } from './gateway-metrics.js';
import type { SessionsHere } from './sessions-here.js';

/** What every session of the process works with. */
export interface SessionParts {
  readonly desk: CallDesk;
  readonly provider: VoiceProvider;
  readonly clock: Clock;
  readonly metrics: GatewayMetrics;
  readonly logger: Logger;
  readonly here: SessionsHere;
}
