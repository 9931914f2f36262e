import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip as compress } from 'node:zlib';
import { sha256 } from '../crypto/key-ring.js';

export interface BuiltFile {
  type: string;
  etag: string;
  bytes: Buffer;
  /** Present where compressing pays. */
  gzip: Buffer | undefined;
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wav': 'audio/wav',
  '.wasm': 'application/wasm',
};
const COMPRESSED = new Set(['.html', '.js', '.css', '.json', '.map', '.svg', '.txt', '.xml', '.wasm']);

/**
 * The files of a build folder by their address. The list is made once, so no part of a request ever becomes a path;
 * contents are read at first use and kept, since a build is small.
 */
export class BuiltFiles {
  private readonly paths: ReadonlyMap<string, string>;
  private readonly loaded = new Map<string, Promise<BuiltFile | undefined>>();
  private readonly rewritten = new Map<string, BuiltFile>();

  /** `fill` may change what a text file says; it is asked once for each, when the file is first read. */
  constructor(
    folder: string,
    private readonly fill?: (address: string, text: string) => string,
  ) {
    this.paths = new Map(existsSync(folder) ? listFiles(folder) : []);
  }

  /** @param rewrite what a text says at this moment; the file is kept for as long as it says the same. */
  async find(address: string, rewrite?: (text: string) => Promise<string>): Promise<BuiltFile | undefined> {
    const built = await this.built(address);
    if (!built || !rewrite) return built;
    const bytes = Buffer.from(await rewrite(built.bytes.toString('utf8')));
    const known = this.rewritten.get(address);
    if (known?.bytes.equals(bytes)) return known;
    const fresh = await fileOf(built.type, bytes, built.gzip !== undefined);
    this.rewritten.set(address, fresh);
    return fresh;
  }

  private async built(address: string): Promise<BuiltFile | undefined> {
    const path = this.paths.get(address);
    if (path === undefined) return undefined;
    const known = this.loaded.get(address);
    if (known) return known;
    const loading = this.load(address, path);
    this.loaded.set(address, loading);
    return loading;
  }

  /** A newer build may have taken the file away under the running process: then there is none, and that is no fault. */
  private async load(address: string, path: string): Promise<BuiltFile | undefined> {
    const read = await readFile(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (!read) return undefined;
    const extension = extname(path).toLowerCase();
    const type = TYPES[extension] ?? 'application/octet-stream';
    const bytes = this.fill && isText(type) ? Buffer.from(this.fill(address, read.toString('utf8'))) : read;
    return fileOf(type, bytes, COMPRESSED.has(extension));
  }
}

const fileOf = async (type: string, bytes: Buffer, compressed: boolean): Promise<BuiltFile> => ({
  type,
  etag: `"${sha256(bytes).toString('base64url').slice(0, 22)}"`,
  bytes,
  gzip: compressed ? await promisify(compress)(bytes) : undefined,
});

const isText = (type: string): boolean => type.includes('charset');

function listFiles(folder: string): [string, string][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [`/${relative(folder, path).split(sep).join('/')}`, path];
    });
}
