/** Exit code 2, with how it is meant, where arguments are not understood; undefined where they are. */
export function misused(read: () => unknown, usage: string): number | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\nUsage: ${usage}\n`);
    return 2;
  }
}
