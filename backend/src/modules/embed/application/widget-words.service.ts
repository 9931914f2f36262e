import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock.js';
import { IdentityDatabase } from '../../../platform/database/index.js';
import { WidgetWordsRepository } from '../persistence/widget-words.repository.js';
import { WIDGET_FOLDER } from './widget-folder.js';

const FOLDER = join(WIDGET_FOLDER, 'dist', 'widget', 'words');
const EXTENSION = '.json';

/**
 * The words that the script does not carry itself, by language and build. A script knows the digest of its words and asks
 * for those alone, so a page that has pinned one reads the words that were written for it.
 */
@Injectable()
export class WidgetWords implements OnApplicationBootstrap {
  private known = new Map<string, Buffer>();

  constructor(
    private readonly database: IdentityDatabase,
    private readonly store: WidgetWordsRepository,
    private readonly clock: Clock,
  ) {}

  /** Before a page can load the script that asks for them, they are kept for good: a later program serves them, too. */
  async onApplicationBootstrap(): Promise<void> {
    const built = await readWords();
    if (built.size) await this.database.transaction((tx) => this.store.keep(tx, built, this.clock.now()));
    this.known = built;
  }

  /** @param name `de@<digest>` */
  async find(name: string): Promise<Buffer | undefined> {
    const known = this.known.get(name);
    if (known) return known;
    const words = await this.database.transaction((tx) => this.store.words(tx, name));
    if (words) this.known.set(name, words);
    return words;
  }
}

/** Empty where this checkout was started without building the widget. */
async function readWords(): Promise<Map<string, Buffer>> {
  const files = (await readdir(FOLDER).catch(() => [])).filter((file) => file.endsWith(EXTENSION));
  return new Map(
    await Promise.all(
      files.map(
        async (file) => [file.slice(0, -EXTENSION.length), await readFile(join(FOLDER, file))] as const,
      ),
    ),
  );
}
