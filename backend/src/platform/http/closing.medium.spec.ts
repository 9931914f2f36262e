import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, it, jest } from '@jest/globals';
import { Controller, Get, Module } from '@nestjs/common';
import { createTestApp } from '../../../test/support/test-app.js';
import { Public } from './index.js';

let release: () => void = () => undefined;
const begun = jest.fn();

@Controller('slow')
class SlowController {
  @Get()
  @Public()
  async slow() {
    begun();
    await new Promise<void>((resolve) => (release = resolve));
    return { answered: true };
  }
}

@Module({ controllers: [SlowController] })
class SlowModule {}

it('a client that keeps its connection does not keep a process that stops', async () => {
  const test = await createTestApp({ modules: [SlowModule] });
  const agent = new Agent({ keepAlive: true });
  const asked = request(`${test.url}/slow`, { agent }).end();
  const answered = once(asked, 'response');
  while (begun.mock.calls.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  const closed = test.close();
  // The server has closed by now whatever was idle when it was asked to stop.
  await new Promise((resolve) => setTimeout(resolve, 300));
  release();
  const [response] = await answered;
  expect(JSON.parse(await text(response))).toEqual({ answered: true });
  await closed;
  agent.destroy();
}, 20_000);
