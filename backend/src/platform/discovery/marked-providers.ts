import type { DiscoveryService, Reflector } from '@nestjs/core';

/** A provider whose class a decorator has marked, and what the mark says. */
export interface MarkedProvider {
  readonly instance: object;
  readonly mark: unknown;
}

/**
 * Those among all providers of this process that carry a mark.
 * @param key  under which `SetMetadata` keeps it
 */
export function markedProviders(
  discovery: DiscoveryService,
  reflector: Reflector,
  key: string,
): MarkedProvider[] {
  return discovery.getProviders().flatMap(({ instance, metatype }) => {
    if (typeof metatype !== 'function' || typeof instance !== 'object' || instance === null) return [];
    const mark: unknown = reflector.get(key, metatype);
    return mark === undefined ? [] : [{ instance, mark }];
  });
}
