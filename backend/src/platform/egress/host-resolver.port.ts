import { lookup } from 'node:dns/promises';
import { Injectable } from '@nestjs/common';

export interface HostAddress {
  address: string;
  family: number;
}

/** Answers which addresses a host name has. */
export abstract class HostResolver {
  abstract resolve(hostname: string): Promise<HostAddress[]>;
}

@Injectable()
export class SystemResolver extends HostResolver {
  resolve(hostname: string): Promise<HostAddress[]> {
    return lookup(hostname, { all: true, order: 'verbatim' });
  }
}
