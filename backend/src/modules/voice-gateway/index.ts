export { VoiceGatewayModule } from './voice-gateway.module.js';
export { VoiceSocketAdapter } from './transport/voice-socket-adapter.js';
export { probeVoice, type VoiceProbe } from './probe/voice-probe.js';
