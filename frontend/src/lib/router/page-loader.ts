import type { ComponentType } from 'react';
import { matchRoutes, type Params, type RouteSpec } from './match-routes.js';

export interface LoadedPage {
  params: Params;
  pages: readonly ComponentType[];
}

/** From an address to components. What was loaded once is there at once. */
export class PageLoader {
  private readonly loaded = new Map<RouteSpec, ComponentType>();

  constructor(private readonly routes: readonly RouteSpec[]) {}

  /** Undefined while something of it has yet to be loaded. */
  ready(pathname: string): LoadedPage | undefined {
    const match = this.match(pathname);
    const pages = match.branch.flatMap((route) => this.loaded.get(route) ?? []);
    return pages.length === match.branch.length ? { params: match.params, pages } : undefined;
  }

  async load(pathname: string): Promise<LoadedPage> {
    const { branch, params } = this.match(pathname);
    return { params, pages: await Promise.all(branch.map((route) => this.component(route))) };
  }

  private match(pathname: string) {
    const match = matchRoutes(this.routes, pathname);
    if (!match) throw new Error('the table of routes ends with no *');
    return match;
  }

  private async component(route: RouteSpec): Promise<ComponentType> {
    const known = this.loaded.get(route);
    if (known) return known;
    const { Component } = await route.lazy();
    this.loaded.set(route, Component);
    return Component;
  }
}
