// First in the bundle, too: words between the code would push what resembles each other out of gzip's window.
import './i18n/en.js';
import { isAudioWorkletScope, registerAudioWorklet } from '@orbisvoice/voice-client';
import { startPage } from './embed/page.js';

// One file in two roles, because the address of the page script is the one address that every content security policy
// that lets us run also lets us load the worklet from.
const scope: object = globalThis;
if (isAudioWorkletScope(scope)) registerAudioWorklet(scope);
// Only now, while the script runs for the first time, is it known which one it is.
else startPage(document.currentScript as HTMLScriptElement | null);
