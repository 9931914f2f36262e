import { Module } from '@nestjs/common';
import { EgressClient } from './egress-client.js';
import { HostResolver, SystemResolver } from './host-resolver.port.js';

@Module({
  providers: [EgressClient, { provide: HostResolver, useClass: SystemResolver }],
  exports: [EgressClient],
})
export class EgressModule {}
