export { LiveAnnouncements } from './live-announcements.js';
export { LiveFeed } from './live-feed.js';
export { LiveStreams, type StreamWish } from './live-streams.js';
