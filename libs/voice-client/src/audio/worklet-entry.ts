import { isAudioWorkletScope, registerAudioWorklet } from './worklet.js';

// The file that `audioContext.audioWorklet.addModule` loads; a bundler gives it its own URL.
const scope: object = globalThis;
if (isAudioWorkletScope(scope)) registerAudioWorklet(scope);
