import { Module } from '@nestjs/common';
import { DiscoveryModule, NestFactory } from '@nestjs/core';
import type { Transaction } from '../database/index.js';
import { tenantId } from '../database/tenant-id.js';
import { CallerDataRegistry } from './caller-data-registry.js';
import { KeepsCallerData, type CallerData, type LooseRecord } from './caller-data.decorator.js';

const TENANT = tenantId('01987654-3210-7abc-8def-0123456789ab');
const kept = new Map<string, LooseRecord>();

@KeepsCallerData()
class Desk implements CallerData {
  readonly part = 'desk';
  ofCall(): Promise<unknown> {
    return Promise.resolve(undefined);
  }
  loose(_tx: Transaction, _tenant: unknown, { take }: { take: number }): Promise<LooseRecord[]> {
    return Promise.resolve([...kept.values()].slice(0, take));
  }
  forgetLoose(_tx: Transaction, _tenant: unknown, ids: readonly string[]): Promise<void> {
    for (const id of ids) kept.delete(id);
    return Promise.resolve();
  }
}

/** Gives out what it has to whoever asks for theirs, and has others take it away. */
@KeepsCallerData()
class Shelf implements CallerData {
  readonly part = 'shelf';
  ofCall(): Promise<unknown> {
    return Promise.resolve(undefined);
  }
  loose(_tx: Transaction, _tenant: unknown, { take }: { take: number }): Promise<LooseRecord[]> {
    return Promise.resolve(Array.from({ length: take }, (_, index) => ({ id: `s${index}`, record: {} })));
  }
}

@Module({ imports: [DiscoveryModule], providers: [CallerDataRegistry, Desk, Shelf] })
class Kept {}

it('what is old and belongs to no call goes a page at a time, and whoever forgets nothing is not asked for it', async () => {
  const app = await NestFactory.createApplicationContext(Kept, { logger: false });
  const old = () =>
    app.get(CallerDataRegistry).forgetOldLoose({} as Transaction, TENANT, { until: new Date(), take: 2 });
  for (const id of ['a', 'b', 'c']) kept.set(id, { id, record: {} });
  expect(await old()).toEqual({ forgotten: 2, more: true });
  expect(await old()).toEqual({ forgotten: 1, more: false });
  expect(await old()).toEqual({ forgotten: 0, more: false });
  await app.close();
});
