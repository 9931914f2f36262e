import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const DemoFile = z.object({ url: z.url(), tenantId: z.uuid(), agentId: z.uuid(), secretKey: z.string() });

/** What commands on this machine (`npm run call`) need to know of the demo team. */
export type DemoFile = z.infer<typeof DemoFile>;

const pathIn = (dataDir: string) => join(dataDir, 'demo.json');

export async function readDemoFile(dataDir: string): Promise<DemoFile | undefined> {
  try {
    return DemoFile.parse(JSON.parse(await readFile(pathIn(dataDir), 'utf8')));
  } catch {
    return undefined;
  }
}

/** It holds a key, so only the owner of the data folder may read it. */
export async function writeDemoFile(dataDir: string, content: DemoFile): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  await writeFile(pathIn(dataDir), `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
}
