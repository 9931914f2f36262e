import { Global, Module } from '@nestjs/common';
import { LiveAnnouncements } from './live-announcements.js';
import { LiveFeed } from './live-feed.js';
import { LiveStreams } from './live-streams.js';

@Global()
@Module({
  providers: [LiveAnnouncements, LiveFeed, LiveStreams],
  exports: [LiveAnnouncements, LiveFeed, LiveStreams],
})
export class LiveModule {}
