import { createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/index.js';
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
  /** Nobody has agreed to be remembered yet: a number is counted, and nothing that could tell this visitor again. */
  readonly unasked: boolean;
}

/** Somebody who was counted when they came, and agreed to be remembered afterwards. */
export type AgreedVisit = Pick<CountedVisit, 'headers' | 'network' | 'compareDevices'>;

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
    const { headers, query } = visit;
    const rejectReason = rejectionOf(visit) ?? null;
    await this.write(async (tx) => {
      const click: ClickRecord =
        visit.unasked || refusesStorage(visit)
          ? { ...bare(id, link, headers, occurredAt), rejectReason }
          : {
              ...(await this.told(tx, id, link, visit, occurredAt)),
              rejectReason,
              referrerHost: hostOf(headers.referer?.toString()),
              paidAd: paidAdOf(query),
            };
      if (!(await this.clicks.insert(tx, click)) && rejectReason === null)
        await this.clicks.insert(tx, { ...click, rejectReason: 'repeated' });
    });
  }

  /** The row of a visitor who agreed. It counts nothing: `count` counted them when they came. */
  async note(id: string, link: LinkOfPartner, visit: AgreedVisit, occurredAt: Date): Promise<void> {
    await this.write(async (tx) => {
      const click = await this.told(tx, id, link, visit, occurredAt);
      await this.clicks.insert(tx, { ...click, rejectReason: 'repeated' });
    });
  }

  /** A row by which the same visitor is known again, on the same day. */
  private async told(
    tx: Transaction,
    id: string,
    link: LinkOfPartner,
    { headers, network, compareDevices }: AgreedVisit,
    occurredAt: Date,
  ): Promise<ClickRecord> {
    const click = bare(id, link, headers, occurredAt);
    const key = await this.clicks.keyOfDay(tx, click.bucketStart, randomBytes(32));
    const hash = createHmac('sha256', key)
      .update(`${link.id}\n${network}\n${agentOf(headers)}`)
      .digest();
    return {
      ...click,
      visitorHash: hash.subarray(0, HASH_BYTES),
      network,
      device: compareDevices ? this.signs.device(headers, network) : null,
    };
  }

  private async write(work: (tx: Transaction) => Promise<void>): Promise<void> {
    try {
      await this.programme.office(work);
    } catch (err) {
      this.logger.warn('a referral click was not counted', { err });
    }
  }
}

/** That somebody came, and nothing by which they could be known again. */
function bare(id: string, link: LinkOfPartner, headers: Visit['headers'], occurredAt: Date): ClickRecord {
  return {
    id,
    linkId: link.id,
    occurredAt,
    bucketStart: new Date(Math.floor(occurredAt.getTime() / DAY_MS) * DAY_MS),
    deviceClass: deviceClassOf(agentOf(headers)),
    visitorHash: null,
    rejectReason: null,
    referrerHost: null,
    network: null,
    paidAd: null,
    device: null,
  };
}

const agentOf = (headers: Visit['headers']): string => String(headers['user-agent'] ?? '');
