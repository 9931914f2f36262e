export { TouchCookie } from './touch-cookie.js';
export type { Touch } from './touch-token.js';
