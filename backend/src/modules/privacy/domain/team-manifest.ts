import { TEAM_EXPORT_FORMAT } from '@orbisvoice/contracts';

/** One kind of records, as the archive has it. */
export interface ManifestPart {
  readonly name: string;
  readonly about: string;
  records: number;
  readonly files: { name: string; records: number; bytes: number }[];
}

export interface ManifestFacts {
  readonly exportId: string;
  readonly teamId: string;
  readonly askedBy: string;
  /** What came later is not in it. */
  readonly until: Date;
  readonly parts: readonly ManifestPart[];
  /** Tables of which nothing is given, each with the reason. */
  readonly leaves: ReadonlyMap<string, string>;
}

/** The last file of an archive, by which a program knows what it holds. */
export const manifestOf = ({ until, parts, leaves, ...ids }: ManifestFacts): string =>
  `${JSON.stringify(
    {
      format: TEAM_EXPORT_FORMAT.name,
      version: TEAM_EXPORT_FORMAT.version,
      ...ids,
      until: until.toISOString(),
      parts,
      notIncluded: [...leaves]
        .map(([what, why]) => ({ what, why }))
        .sort((a, b) => (a.what < b.what ? -1 : 1)),
    },
    null,
    2,
  )}\n`;

/** The first file, for a person. */
export const readmeOf = (until: Date, parts: readonly Pick<ManifestPart, 'name' | 'about'>[]): string =>
  `OrbisVoice: everything that your team has, as it was on ${until.toISOString()}.

Each .ndjson file holds one record a line, as JSON. A kind of which there is much goes on in <name>-2.ndjson and so on;
a kind of which there is nothing has no file. Times are UTC. manifest.json counts the records of every file and says
what is not included and why; it is written last, so an archive without it is not whole. No file holds a password, a
key or another secret.

This archive names your callers. Keep it as you keep them.

${parts.map(({ name, about }) => `${name.padEnd(20)} ${about}`).join('\n')}
`;
