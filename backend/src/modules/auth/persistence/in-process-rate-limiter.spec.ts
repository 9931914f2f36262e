import { FakeClock } from '../../../platform/clock/clock.js';
import { rateLimiterContract } from '../domain/rate-limiter.contract.js';
import { InProcessRateLimiter } from './in-process-rate-limiter.js';

rateLimiterContract('in process', () => {
  const clock = new FakeClock();
  return Promise.resolve({
    limiter: new InProcessRateLimiter(clock),
    pass: (ms: number) => Promise.resolve(clock.advance(ms)),
    close: () => Promise.resolve(),
  });
});
