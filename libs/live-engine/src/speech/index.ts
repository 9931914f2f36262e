export { createSpeechPerformer, type SpeechOptions } from './performer.js';
