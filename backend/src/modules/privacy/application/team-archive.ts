import { Injectable } from '@nestjs/common';
import { TenantDatabase, type TenantId } from '../../../platform/database/index.js';
import { TeamDataRegistry, type TeamPart } from '../../../platform/team-data/index.js';
import { ZipWriter } from '../../../platform/zip/index.js';
import type { TeamExportProgress } from '../domain/team-export.js';
import { manifestOf, readmeOf, type ManifestPart } from '../domain/team-manifest.js';

/** A file is packed in memory, so this bounds what an export holds; a page of records may go over it. */
const FILE_BYTES = 4 * 1_048_576;

export interface ArchiveWish {
  readonly exportId: string;
  readonly tenantId: TenantId;
  readonly askedBy: string;
  readonly until: Date;
}

/**
 * Everything that a team has, as one ZIP archive, made while it is read. Each page is read in a short transaction of its
 * own and nothing is read ahead: between two pages a reader may take any time and holds no connection.
 */
@Injectable()
export class TeamArchive {
  constructor(
    private readonly database: TenantDatabase,
    private readonly data: TeamDataRegistry,
  ) {}

  /** About how many records there are. */
  async expected(tenantId: TenantId): Promise<number> {
    let sum = 0;
    for (const part of this.data.parts())
      sum += await this.database.withTenant(tenantId, (tx) => part.count(tx, tenantId));
    return sum;
  }

  /** @param progress is kept up while the bytes are taken. */
  async *write(
    { exportId, tenantId, askedBy, until }: ArchiveWish,
    progress: TeamExportProgress,
  ): AsyncGenerator<Buffer> {
    const zip = new ZipWriter(until);
    const told = function* (bytes: Buffer) {
      progress.bytes += bytes.length;
      yield bytes;
    };
    yield* told(await zip.file('README.txt', Buffer.from(readmeOf(until, this.data.parts()))));
    const parts: ManifestPart[] = [];
    for (const { name, about, page } of this.data.parts()) {
      const part: ManifestPart = { name, about, records: 0, files: [] };
      parts.push(part);
      for await (const { records, content } of this.files(tenantId, until, page)) {
        const number = part.files.length + 1;
        const file = number === 1 ? `${name}.ndjson` : `${name}-${number}.ndjson`;
        part.files.push({ name: file, records, bytes: content.length });
        part.records += records;
        progress.records += records;
        yield* told(await zip.file(file, content));
      }
    }
    const manifest = manifestOf({
      ...{ exportId, teamId: tenantId, askedBy, until, parts },
      leaves: this.data.leaves(),
    });
    yield* told(await zip.file('manifest.json', Buffer.from(manifest)));
    yield* told(zip.end());
  }

  /** The records of a part, cut into files. */
  private async *files(
    tenantId: TenantId,
    until: Date,
    page: TeamPart['page'],
  ): AsyncGenerator<{ records: number; content: Buffer }> {
    let pieces: Buffer[] = [];
    let [records, bytes] = [0, 0];
    let after: string | undefined;
    do {
      const found = await this.database.withTenant(tenantId, (tx) => page(tx, tenantId, { after, until }));
      after = found.next;
      const piece = Buffer.from(found.records.map((record) => `${JSON.stringify(record)}\n`).join(''));
      pieces.push(piece);
      records += found.records.length;
      bytes += piece.length;
      if (records > 0 && (bytes >= FILE_BYTES || after === undefined)) {
        yield { records, content: Buffer.concat(pieces) };
        pieces = [];
        [records, bytes] = [0, 0];
      }
    } while (after !== undefined);
  }
}
