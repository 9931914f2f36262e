import { expect, it } from '@jest/globals';
import { startProgram } from './support/program.js';

// The command itself is the test; the long form (20,000 requests, 2,000 sockets) is run by hand.
it('answers bad input with a 4xx or a documented close code, and nothing of it reaches an error log', async () => {
  const args = ['--requests', '2000', '--sessions', '200', '--seed', '20261123', '--json'];
  const attack = startProgram('backend/bench/hostile.mjs', args, process.env);
  await attack.ended;
  const line = attack
    .output()
    .split('\n')
    .find((text) => text.startsWith('{'));
  const report = JSON.parse(line ?? '{}') as Record<string, unknown>;
  expect(report).toMatchObject({ faults: [] });
  expect(report).toMatchObject({
    requests: { answers: { 200: expect.any(Number), 404: expect.any(Number) } },
  });
}, 400_000);
