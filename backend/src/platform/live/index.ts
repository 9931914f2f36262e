export { LiveAnnouncements } from './live-announcements.js';
export { LiveFeed } from './live-feed.js';
export { SESSION_ENDED, type LiveMessage } from './live-message.js';
export { LiveStreams, type StreamWish } from './live-streams.js';
