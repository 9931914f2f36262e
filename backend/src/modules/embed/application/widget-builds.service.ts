import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { IdentityDatabase } from '../../../platform/database/index.js';
import { storedBuild, widgetBuild, type WidgetBuild } from '../domain/widget-build.js';
import { WidgetBuildsRepository } from '../persistence/widget-builds.repository.js';
import { WIDGET_FOLDER } from './widget-folder.js';

/** The widget's script as it was built with this program, and every earlier one that a site may have pinned. */
@Injectable()
export class WidgetBuilds implements OnApplicationBootstrap {
  private built: WidgetBuild | undefined;
  private readonly earlier = new Map<string, WidgetBuild>();

  constructor(
    private readonly database: IdentityDatabase,
    private readonly builds: WidgetBuildsRepository,
    private readonly clock: Clock,
  ) {}

  /** Before anybody can learn of the version, it is kept for good: a later program serves it, too. */
  async onApplicationBootstrap(): Promise<void> {
    const built = await readBuild();
    if (built) await this.database.transaction((tx) => this.builds.keep(tx, built, this.clock.now()));
    this.built = built;
  }

  /** Undefined where this checkout was started without building the widget. */
  get current(): WidgetBuild | undefined {
    return this.built;
  }

  async find(version: string): Promise<WidgetBuild | undefined> {
    if (version === this.built?.version) return this.built;
    const known = this.earlier.get(version);
    if (known) return known;
    const source = await this.database.transaction((tx) => this.builds.source(tx, version));
    if (!source) return undefined;
    const build = storedBuild(version, source);
    this.earlier.set(version, build);
    return build;
  }
}

async function readBuild(): Promise<WidgetBuild | undefined> {
  const file = join(WIDGET_FOLDER, 'dist', 'widget.js');
  const [source, gzip] = await Promise.all(
    [file, `${file}.gz`].map((path) => readFile(path).catch(() => undefined)),
  );
  if (!source) return undefined;
  const { version } = JSON.parse(await readFile(join(WIDGET_FOLDER, 'package.json'), 'utf8')) as {
    version: string;
  };
  // One that another build has left behind says something else.
  const packs = gzip && gunzipSync(gzip).equals(source);
  return widgetBuild(version, source, packs ? gzip : undefined);
}
