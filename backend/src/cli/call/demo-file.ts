import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const DemoFile = z.object({ url: z.url(), agentId: z.uuid(), secretKey: z.string().optional() });
export type DemoFile = z.infer<typeof DemoFile>;

/** What the launcher keeps about the demo team on this machine, for its owner's eyes only. */
export async function readDemoFile(dataDir: string): Promise<Partial<DemoFile>> {
  try {
    return DemoFile.parse(JSON.parse(await readFile(join(dataDir, 'demo.json'), 'utf8')));
  } catch {
    return {};
  }
}
