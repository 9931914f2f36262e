import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, Reflector } from '@nestjs/core';
import { markedProviders } from '../discovery/marked-providers.js';
import { TEAM_DATA, type TeamData, type TeamPart } from './team-data.decorator.js';

/** Everything that modules keep of a team, found among all providers. */
@Injectable()
export class TeamDataRegistry implements OnModuleInit {
  private readonly found: TeamPart[] = [];
  private readonly left = new Map<string, string>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly reflector: Reflector,
  ) {}

  /** @throws where two parts go by one name, or a table stands in two places. */
  onModuleInit(): void {
    for (const { instance } of markedProviders(this.discovery, this.reflector, TEAM_DATA)) {
      const { parts, leaves = {} } = instance as TeamData;
      this.found.push(...parts);
      for (const [table, why] of Object.entries(leaves)) this.left.set(table, why);
    }
    this.found.sort((a, b) => (a.name < b.name ? -1 : 1));
    refuseTwice(
      'part',
      this.found.map(({ name }) => name),
    );
    refuseTwice('table', [...this.found.flatMap(({ tables }) => Object.keys(tables)), ...this.left.keys()]);
  }

  /** In the order of their names. */
  parts(): readonly TeamPart[] {
    return this.found;
  }

  /** Tables of which nothing is given, each with the reason. */
  leaves(): ReadonlyMap<string, string> {
    return this.left;
  }
}

function refuseTwice(what: string, names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`the ${what} ${twice} stands twice in the data of a team`);
}
