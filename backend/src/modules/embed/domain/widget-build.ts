import { createHash } from 'node:crypto';

/** One build of the widget's script. Its content names it, so the address of a version can never mean anything else. */
export interface WidgetBuild {
  /** `<release>-<first digits of the content's SHA-256>`. */
  readonly version: string;
  /** Subresource integrity of the uncompressed script, as browsers check it. */
  readonly integrity: string;
  readonly etag: string;
  readonly source: Buffer;
  /** The script as the build has packed it, smaller than it could be packed in passing. Earlier builds have none. */
  readonly gzip?: Buffer | undefined;
}

const DIGITS = 10;

export function widgetBuild(release: string, source: Buffer, gzip?: Buffer): WidgetBuild {
  const version = `${release}-${createHash('sha256').update(source).digest('hex').slice(0, DIGITS)}`;
  return { ...storedBuild(version, source), gzip };
}

export const storedBuild = (version: string, source: Buffer): WidgetBuild => ({
  version,
  etag: `"${version}"`,
  integrity: integrityOf(source),
  source,
});

const integrityOf = (source: Buffer): string =>
  `sha384-${createHash('sha384').update(source).digest('base64')}`;
