import { createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Logger } from '../../../platform/logging/index.js';
import {
  deviceClassOf,
  hostOf,
  paidAdOf,
  refusesStorage,
  rejectionOf,
  type Visit,
} from '../domain/click-rules.js';
import { ClicksRepository, type ClickRecord } from '../persistence/clicks.repository.js';
import { ProgrammeDatabase } from '../persistence/programme-database.js';
import type { LinkOfPartner } from './link-finder.js';
import { Signs } from './signs.js';

const DAY_MS = 86_400_000;
const HASH_BYTES = 16;

/** A visit by a link, as it is written down. */
export interface CountedVisit extends Visit {
  /** Shortened; see `networkOf`. */
  readonly network: string;
  readonly query: string;
  /** Whether the terms in force have browsers compared. */
  readonly compareDevices: boolean;
}

/** Writes visits down: counted, or not counted and why. */
@Injectable()
export class ClickCounter {
  constructor(
    private readonly programme: ProgrammeDatabase,
    private readonly clicks: ClicksRepository,
    private readonly signs: Signs,
    private readonly logger: Logger,
  ) {}

  /** A count that fails costs a count: whoever brought the visitor is credited all the same. */
  async count(id: string, link: LinkOfPartner, visit: CountedVisit, occurredAt: Date): Promise<void> {
    const { network, headers, query } = visit;
    const bucketStart = new Date(Math.floor(occurredAt.getTime() / DAY_MS) * DAY_MS);
    const agent = String(headers['user-agent'] ?? '');
    const rejectReason = rejectionOf(visit) ?? null;
    const silent = refusesStorage(visit);
    try {
      await this.programme.office(async (tx) => {
        const key = await this.clicks.keyOfDay(tx, bucketStart, randomBytes(32));
        const hash = createHmac('sha256', key).update(`${link.id}\n${network}\n${agent}`).digest();
        const click: ClickRecord = {
          id,
          linkId: link.id,
          occurredAt,
          bucketStart,
          visitorHash: silent ? null : hash.subarray(0, HASH_BYTES),
          rejectReason,
          referrerHost: silent ? null : hostOf(headers.referer?.toString()),
          deviceClass: deviceClassOf(agent),
          network: silent ? null : network,
          paidAd: silent ? null : paidAdOf(query),
          device: visit.compareDevices ? this.signs.device(headers, network) : null,
        };
        if (!(await this.clicks.insert(tx, click)) && rejectReason === null)
          await this.clicks.insert(tx, { ...click, rejectReason: 'repeated' });
      });
    } catch (err) {
      this.logger.warn('a referral click was not counted', { err });
    }
  }
}
