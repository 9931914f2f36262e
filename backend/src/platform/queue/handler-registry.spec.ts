import { Module, type Type } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { CONSUMER_NAMES } from './catalogue.js';
import { HandlerRegistry, WHOLE_PRODUCT } from './handler-registry.js';
import { JobHandler } from './index.js';

@JobHandler({ event: 'call.ended', consumer: 'assemble-transcript' })
class First {
  handle(): Promise<void> {
    return Promise.resolve();
  }
}
@JobHandler({ event: 'call.ended', consumer: 'assemble-transcript' })
class Second extends First {}
// @ts-expect-error -- the compiler refuses what the start refuses below
@JobHandler({ event: 'call.ended', consumer: 'nobody' })
class Unlisted extends First {}

async function registryOf(providers: Type[], wholeProduct = false): Promise<HandlerRegistry> {
  @Module({
    imports: [DiscoveryModule],
    providers: [HandlerRegistry, ...providers, { provide: WHOLE_PRODUCT, useValue: wholeProduct }],
  })
  class SampleModule {}
  const module = await Test.createTestingModule({ imports: [SampleModule] }).compile();
  return module.get(HandlerRegistry);
}

describe('handler registry', () => {
  it('finds the handler of a consumer', async () => {
    const registry = await registryOf([First]);
    registry.collect();
    expect(registry.find('assemble-transcript')).toMatchObject({ event: 'call.ended', transactional: true });
  });

  it.each([
    [
      'two handlers of one consumer',
      [First, Second],
      false,
      'two handlers for the consumer assemble-transcript',
    ],
    ['a handler outside the catalogue', [Unlisted], false, 'knows no consumer nobody of call.ended'],
    ['a whole product without a handler', [First], true, /consumers without a handler: .*send-mail/],
  ])('refuses %s', async (_name, providers, wholeProduct, message) => {
    const registry = await registryOf(providers, wholeProduct);
    expect(() => registry.collect()).toThrow(message);
  });

  it('has names that are unique over all events, since the guard table knows nothing else', () => {
    const names = [...CONSUMER_NAMES];
    expect(new Set(names).size).toBe(names.length);
  });
});
