import { z } from 'zod';

const Line = z.object({
  tenantId: z.uuid(),
  id: z.uuid(),
  marks: z.array(z.string().regex(/^[0-9a-f]{64}$/)).min(1),
  knownBy: z.array(z.enum(['userId', 'email', 'phone', 'call'])),
  askedAt: z.iso.datetime(),
});

/** What is kept outside of the database, to be held against a backup of it. */
export interface Tombstone extends Omit<z.infer<typeof Line>, 'marks' | 'askedAt'> {
  marks: readonly Buffer[];
  askedAt: Date;
}

/** One line of JSON, without its end. */
export const tombstoneLine = ({ tenantId, id, marks, knownBy, askedAt }: Tombstone): string =>
  JSON.stringify({
    tenantId,
    id,
    marks: marks.map((mark) => mark.toString('hex')),
    knownBy,
    askedAt: askedAt.toISOString(),
  });

/** @throws with the number of the first line that is none; empty lines are passed over. */
export function readTombstones(text: string): Tombstone[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const { data } = Line.safeParse(jsonOf(line));
    if (!data) throw new Error(`line ${index + 1} is no tombstone`);
    const marks = data.marks.map((mark) => Buffer.from(mark, 'hex'));
    return [{ ...data, marks, askedAt: new Date(data.askedAt) }];
  });
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
