export { LiveAnnouncements } from './live-announcements.js';
export { LiveStreams, type StreamWish } from './live-streams.js';
