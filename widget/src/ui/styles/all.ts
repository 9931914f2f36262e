import { CONTENT } from './content.js';
import { CONTROLS } from './controls.js';
import { FRAME } from './frame.js';
import { TOKENS } from './tokens.js';

export const STYLES = TOKENS + FRAME + CONTENT + CONTROLS;
