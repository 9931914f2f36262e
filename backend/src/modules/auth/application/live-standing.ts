import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LiveStreams } from '../../../platform/live/index.js';
import { SessionVerifier } from './session-verifier.js';

/** Ends the live streams of people who were signed out, left the team or have another role. */
@Injectable()
export class LiveStanding implements OnModuleInit {
  constructor(
    private readonly streams: LiveStreams,
    private readonly verifier: SessionVerifier,
  ) {}

  onModuleInit(): void {
    this.streams.verifyWith((principal) => this.verifier.stillStands(principal));
  }
}
