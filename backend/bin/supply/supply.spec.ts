import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { advisoryFaults } from './advisories.mjs';
import { licenceFaults, licenceGroups } from './licences.mjs';
import { lockFaults, type Lock } from './lock.mjs';
import { runtimeFaults, runtimesOf } from './runtimes.mjs';
import { sbomOf } from './sbom.mjs';

const PINNED = {
  version: '1.2.3',
  integrity: `sha512-${Buffer.alloc(64, 7).toString('base64')}`,
  license: 'MIT',
};
const lockOf = (packages: Lock['packages']): Lock => ({ lockfileVersion: 3, packages });
const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

describe('the lock file', () => {
  it('is not held to anything that is ours', () => {
    const ours = {
      '': {},
      backend: { version: '0.1.0' },
      'node_modules/@orbisvoice/backend': { link: true },
    };
    expect(lockFaults(lockOf({ ...ours, 'node_modules/a': PINNED }), {})).toEqual([]);
  });

  it.each([
    [
      'a source that is no registry',
      { ...PINNED, resolved: 'git+ssh://git@example.com/a.git' },
      'comes from git+ssh:',
    ],
    ['content that is not pinned', { version: '1.2.3' }, 'has no integrity'],
    ['a weak checksum', { ...PINNED, integrity: 'sha1-abc' }, 'weaker than SHA-512'],
    [
      'a script that nobody has decided about',
      { ...PINNED, hasInstallScript: true },
      'wants to run a script',
    ],
  ])('may not have %s', (_name, entry, words) => {
    const [fault, ...others] = lockFaults(lockOf({ 'node_modules/x/node_modules/@a/b': entry }), {});
    expect(fault).toContain('node_modules/x/node_modules/@a/b');
    expect(fault).toContain(words);
    expect(others).toEqual([]);
  });

  it('may list a build for another platform without a checksum', () => {
    expect(lockFaults(lockOf({ 'node_modules/a': { version: '1.2.3', optional: true } }), {})).toEqual([]);
  });

  it('does not keep decisions about what is gone', () => {
    expect(
      lockFaults(lockOf({ 'node_modules/a': { ...PINNED, hasInstallScript: true } }), { a: false, b: true }),
    ).toEqual(['package.json: allowScripts names b, which is not installed']);
  });
});

describe('licences', () => {
  const lock = lockOf({
    'node_modules/a': PINNED,
    'node_modules/b/node_modules/a': { ...PINNED, version: '2.0.0' },
    'node_modules/c': { ...PINNED, license: 'GPL-3.0-only' },
    'node_modules/d': { ...PINNED, license: 'MIT AND ISC' },
    'node_modules/e': { ...PINNED, license: 'AGPL-3.0-only', dev: true },
  });

  it('are listed of what runs in production, each package once', () => {
    expect(licenceGroups(lock)).toEqual([
      { licence: 'GPL-3.0-only', packages: ['c'] },
      { licence: 'MIT', packages: ['a'] },
      { licence: 'MIT AND ISC', packages: ['d'] },
    ]);
  });

  it('may be chosen between where the package lets one choose', () => {
    const groups = ['(MIT OR GPL-3.0-only)', 'MIT AND GPL-3.0-only'].map((licence) => ({
      licence,
      packages: ['a'],
    }));
    expect(licenceFaults(groups, {})).toEqual([expect.stringContaining('licence MIT AND GPL-3.0-only')]);
  });

  it('that ask for more than a notice need a reason, for as long as they are there', () => {
    expect(licenceFaults(licenceGroups(lock), {})).toEqual([
      expect.stringContaining('c: licence GPL-3.0-only'),
    ]);
    expect(licenceFaults(licenceGroups(lock), { 'GPL-3.0-only': 'read' })).toEqual([]);
    expect(licenceFaults([], { 'GPL-3.0-only': 'read' })).toEqual([
      expect.stringContaining('nothing is under'),
    ]);
  });
});

describe('known weaknesses', () => {
  const url = 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc';
  const report = {
    vulnerabilities: {
      a: { via: [{ name: 'a', title: 'reads too much', url, severity: 'high' }] },
      b: { via: ['a', { name: 'b', title: 'is slow', url: `${url}x`, severity: 'moderate' }] },
    },
  };
  const excuse = { id: 'GHSA-aaaa-bbbb-cccc', reason: 'never called', until: '2026-12-01' };

  it('stop a build where they are grave', () => {
    expect(advisoryFaults(report, [], '2026-11-30')).toEqual([
      'a: reads too much (high, GHSA-aaaa-bbbb-cccc)',
    ]);
  });

  it('are excused until the day that was named', () => {
    expect(advisoryFaults(report, [excuse], '2026-12-01')).toEqual([]);
    expect(advisoryFaults(report, [excuse], '2026-12-02')).toEqual([
      expect.stringContaining('was excused until'),
    ]);
    expect(advisoryFaults({ vulnerabilities: {} }, [excuse], '2026-12-01')).toEqual([
      expect.stringContaining('is gone'),
    ]);
  });

  it('are not taken for none where the registry does not answer', () => {
    expect(() => advisoryFaults({ message: '405 Method Not Allowed' }, [], '2026-12-01')).toThrow(
      '405 Method Not Allowed',
    );
  });
});

describe('lines of Node', () => {
  const old = { node: 20, where: 'package.json (engines)' };
  const image = { node: 24, where: 'Dockerfile' };
  const excuse = { node: 20, reason: 'serves nobody', owner: 'the maintainers', until: '2027-03-31' };

  it('are the oldest that is promised, and that of the image', () => {
    const dockerfile =
      'FROM node:24-bookworm-slim AS build\nFROM build AS more\nFROM node:24-bookworm-slim\n';
    expect(runtimesOf('>=20.19', dockerfile)).toEqual([old, image]);
  });

  it('are excused by somebody until the day that was named, once they are over', () => {
    expect(runtimeFaults([old, image], [], '2026-04-30')).toEqual([]);
    expect(runtimeFaults([old, image], [], '2026-05-01')).toEqual([
      'package.json (engines): Node 20 is not mended since 2026-04-30',
    ]);
    expect(runtimeFaults([old, image], [excuse], '2027-03-31')).toEqual([]);
    expect(runtimeFaults([old, image], [excuse], '2027-04-01')).toEqual([
      expect.stringContaining('was excused until 2027-03-31'),
    ]);
    expect(runtimeFaults([old], [{ ...excuse, owner: '' }], '2026-12-01')).toEqual([
      expect.stringContaining('needs a reason and an owner'),
    ]);
    expect(runtimeFaults([image], [excuse], '2026-12-01')).toEqual([
      expect.stringContaining('needs no exception'),
    ]);
  });

  it('are never excused in the image, nor where nobody knows when they end', () => {
    const faults = runtimeFaults(
      [
        { ...old, where: 'Dockerfile' },
        { node: 25, where: 'package.json' },
      ],
      [excuse],
      '2026-12-01',
    );
    expect(faults).toEqual([
      expect.stringMatching(/^Dockerfile: Node 20 /),
      expect.stringContaining('a day that nobody wrote down'),
    ]);
  });

  // On the day of the newest excuse: how long it holds is the matter of the command, or old checkouts would fail.
  it('that this repository uses are mended, or excused by somebody', () => {
    const { runtimes } = JSON.parse(read('compliance/supply-chain.json')) as { runtimes: (typeof excuse)[] };
    const { engines } = JSON.parse(read('package.json')) as { engines: { node: string } };
    const day = '2026-12-01';
    expect(runtimeFaults(runtimesOf(engines.node, read('Dockerfile')), runtimes, day)).toEqual([]);
  });
});

describe('the bill of materials', () => {
  const lock = JSON.parse(read('package-lock.json')) as Lock;
  const sbom = sbomOf(lock, { name: 'orbisvoice', version: '0.1.0' });

  it('is the same for the same lock, and another for another', () => {
    expect(sbomOf(lock, { name: 'orbisvoice', version: '0.1.0' })).toEqual(sbom);
    expect(sbomOf(lock, { name: 'orbisvoice', version: '0.2.0' }).serialNumber).not.toBe(sbom.serialNumber);
    expect(sbom.serialNumber).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  it('names what carries calls with version and checksum, and no tool of development', () => {
    const named = new Map(sbom.components.map((component) => [component.name, component]));
    expect(named.get('ws')).toMatchObject({
      purl: expect.stringMatching(/^pkg:npm\/ws@8\./),
      scope: 'required',
    });
    expect(named.get('ws')?.hashes?.[0]?.content).toMatch(/^[0-9a-f]{128}$/);
    expect(named.get('@nestjs/core')?.purl).toMatch(/^pkg:npm\/%40nestjs\/core@/);
    expect(named.has('jest')).toBe(false);
    expect(new Set(sbom.components.map((component) => component['bom-ref'])).size).toBe(
      sbom.components.length,
    );
  });
});
