// Calls without a browser: the same connection, call and player, and nothing that names a browser's types.
export * from './call/voice-call.js';
export * from './call/call-state.js';
export * from './call/call-failure.js';
export * from './call/failure-text.js';
export * from './audio/call-audio.port.js';
export * from './connection/lasting-connection.js';
export * from './connection/voice-connection.js';
export * from './connection/web-socket.port.js';
export { createPlayer, type PlaybackReport, type PlayerCore } from './audio/player-core.js';
export { createResampler, type Resample } from './audio/resampler.js';
export { rms, toFloat, toPcm16 } from './audio/pcm.js';
