export { VoiceGatewayModule } from './voice-gateway.module.js';
export { VoiceSocketAdapter } from './transport/voice-socket-adapter.js';
