import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '@orbisvoice/config';
import { REFREF_NOTICE } from './refref-notice.js';

const ROOT = join(import.meta.dirname, '../../../../..');
/** Terms under which we may ship a copy. A dependency under anything else has to be read by a person first. */
const FREE =
  /^\(?(?:MIT(?:-0)?|ISC|BSD-[234]-Clause|0BSD|Apache-2\.0|Unlicense|CC0-1\.0|CC-BY-[34]\.0|BlueOak-1\.0\.0|Python-2\.0|OFL-1\.1|MPL-2\.0|WTFPL|Zlib|PostgreSQL|MIT\/X11|Artistic-2\.0|LGPL-3\.0-or-later|W3C-20150513)(?: (?:OR|AND|WITH) .*)?\)?$/;

interface Locked {
  license?: string;
  dev?: boolean;
  optional?: boolean;
  link?: boolean;
  version?: string;
}

function* filesIn(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !['node_modules', 'dist', 'vendor', '.git'].includes(entry.name))
      yield* filesIn(path);
    else if (entry.isFile() && /\.(ts|tsx|mjs|json)$/.test(entry.name)) yield path;
  }
}

/** Made for another machine, or replaced by nothing at all. */
const isAbsent = (path: string, { license, optional }: Locked): boolean =>
  license === undefined &&
  !existsSync(join(ROOT, path, 'package.json')) &&
  (optional === true || path.endsWith('vendor/empty'));

describe('licences of what we ship', () => {
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>;
  };
  const shipped = Object.entries(lock.packages).filter(
    ([path, one]) => path.includes('node_modules/') && !one.dev && !one.link && !isAbsent(path, one),
  );
  const licenceOf = (path: string, { license }: Locked): string => {
    if (license) return license;
    const file = join(ROOT, path, 'package.json');
    if (!existsSync(file)) return 'not installed';
    const { license: own, licenses } = JSON.parse(readFileSync(file, 'utf8')) as {
      license?: string | { type?: string };
      licenses?: { type?: string }[];
    };
    return (typeof own === 'string' ? own : own?.type) ?? licenses?.[0]?.type ?? 'unknown';
  };

  it('allow it: no AGPL, no SSPL, nothing unknown', () => {
    expect(shipped.length).toBeGreaterThan(50);
    const others = shipped
      .map(([path, one]) => `${path.split('node_modules/').at(-1)}: ${licenceOf(path, one)}`)
      .filter((line) => !FREE.test(line.slice(line.indexOf(': ') + 2)));
    expect(others).toEqual([]);
  });
});

describe('RefRef', () => {
  it('is imported nowhere, and no path of its packages stands in the tree', () => {
    const scope = ['@refref', ''].join('/');
    const found = ['backend', 'frontend', 'widget', 'libs'].flatMap((folder) =>
      [...filesIn(join(ROOT, folder))].filter((path) => readFileSync(path, 'utf8').includes(scope)),
    );
    expect(found).toEqual([]);
  });

  it('has the same notice for machines as on the page', () => {
    const kept = JSON.parse(readFileSync(join(ROOT, 'compliance/agpl-services.json'), 'utf8')) as unknown;
    expect(kept).toEqual({ services: [JSON.parse(JSON.stringify(REFREF_NOTICE))] });
  });

  it('offers its source where it was modified', () => {
    const { modified, source_offer_url: offer, bundled_in_our_artifacts: bundled } = REFREF_NOTICE;
    expect(modified === 'no' || offer !== null).toBe(true);
    expect(bundled).toBe('no');
  });

  it('is off unless it is configured whole', () => {
    const database = { DATABASE_URL: 'postgres://owner:pw@127.0.0.1:5432/orbis' };
    expect(loadConfig(database).refref).toBeUndefined();
    const half = { ...database, REFREF_API_URL: 'http://refref.internal:3001', REFREF_API_KEY: 'rk_1' };
    expect(loadConfig(half).refref).toBeUndefined();
    expect(loadConfig({ ...half, REFREF_PRODUCT_ID: 'prd', REFREF_PROGRAM_ID: 'prg' }).refref).toMatchObject({
      productId: 'prd',
    });
  });
});
