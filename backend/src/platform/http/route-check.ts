import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { PUBLIC_ROUTE, ROUTE_ACCESS } from './access.decorator.js';

const PATH_METADATA = 'path';

/** Refuses to start while a route says neither `@Public()` nor `@Access(...)`: forgetting must not mean open. */
@Injectable()
export class RouteCheck implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onApplicationBootstrap(): void {
    const open = this.discovery.getControllers().flatMap(({ instance, metatype }) => {
      if (!instance || typeof metatype !== 'function') return [];
      const methods = this.scanner.getAllMethodNames(Object.getPrototypeOf(instance) as object);
      return methods
        .filter((method) => this.isUndeclaredRoute((instance as Record<string, object>)[method], metatype))
        .map((method) => `${metatype.name}.${method}`);
    });
    if (open.length > 0) throw new Error(`routes without @Public() or @Access(): ${open.join(', ')}`);
  }

  private isUndeclaredRoute(handler: object | undefined, controller: object): boolean {
    if (typeof handler !== 'function' || !Reflect.hasMetadata(PATH_METADATA, handler)) return false;
    const targets = [handler, controller as () => void] as [() => void, () => void];
    return (
      this.reflector.getAllAndOverride<unknown>(PUBLIC_ROUTE, targets) === undefined &&
      this.reflector.getAllAndOverride<unknown>(ROUTE_ACCESS, targets) === undefined
    );
  }
}
