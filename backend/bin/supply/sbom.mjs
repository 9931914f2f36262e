// @ts-check
import { createHash } from 'node:crypto';
import { lockedPackages } from './lock.mjs';

/**
 * A bill of materials of what runs in production (CycloneDX 1.6, <https://cyclonedx.org/docs/1.6/json/>). The same lock
 * gives the same bytes: the serial number is made of the content, and no time stands in it.
 * @param {import('./lock.mjs').Lock} lock
 * @param {{ name: string, version: string }} product
 */
export function sbomOf(lock, product) {
  const components = lockedPackages(lock)
    .filter(({ dev }) => !dev)
    .map(componentOf);
  const unique = [...new Map(components.map((component) => [component['bom-ref'], component])).values()];
  const root = { type: 'application', 'bom-ref': purlOf(product.name, product.version), ...product };
  const serial = createHash('sha256')
    .update(JSON.stringify([root, unique]))
    .digest('hex');
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidFrom(serial)}`,
    version: 1,
    metadata: { component: root },
    components: unique,
  };
}

/** @param {import('./lock.mjs').LockedPackage} locked */
function componentOf({ name, version = '', integrity, license, optional }) {
  const purl = purlOf(name, version);
  const sha512 = integrity?.startsWith('sha512-')
    ? Buffer.from(integrity.slice(7), 'base64').toString('hex')
    : undefined;
  return {
    type: 'library',
    'bom-ref': purl,
    purl,
    name,
    version,
    scope: optional ? 'optional' : 'required',
    ...(sha512 && { hashes: [{ alg: 'SHA-512', content: sha512 }] }),
    ...(license && {
      licenses: [license.includes(' ') ? { expression: license } : { license: { id: license } }],
    }),
  };
}

/** @param {string} name @param {string} version */
const purlOf = (name, version) => `pkg:npm/${name.replace('@', '%40')}@${version}`;

/**
 * A name-based UUID (RFC 9562, version 8): the digest's first 122 bits.
 * @param {string} hex
 */
function uuidFrom(hex) {
  const variant = ((parseInt(hex[16] ?? '0', 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
