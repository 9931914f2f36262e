import { describe, expect, it } from '@jest/globals';
import { run } from './run.mjs';

describe('a program that is run to its end', () => {
  it('hands back its code and both of its outputs', async () => {
    const script = 'process.stdout.write("out "); process.stderr.write("err"); process.exitCode = 3';
    const { code, output } = await run(process.execPath, ['-e', script]);
    expect({ code, output }).toEqual({ code: 3, output: expect.stringMatching(/out err|errout /) });
  });

  it('is ended where it would never end by itself, and what it said is kept', async () => {
    const hang = new AbortController();
    const running = run(process.execPath, ['-e', 'console.log("up"); setInterval(() => {}, 1_000)'], {
      signal: hang.signal,
    });
    setTimeout(() => hang.abort(), 1_000);
    expect(await running).toMatchObject({ code: 1, output: 'up\n' });
  });
});
