import { describe, expect, it } from '@jest/globals';
import { webhookHeaders, webhookKey } from './index.js';

describe('Standard Webhooks', () => {
  it('signs as the specification’s own example says', () => {
    const key = webhookKey('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
    const at = new Date(1_614_265_330_000);
    const id = 'msg_p5jXN8AQM9LWM0D4loKWxJek';
    expect(key && webhookHeaders(key, id, at, '{"test": 2432232314}')).toEqual({
      'webhook-id': id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it.each([
    '',
    'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    'whsec_short',
    'whsec_not base64 at all, but long enough',
  ])('takes %j for no secret', (text) => expect(webhookKey(text)).toBeUndefined());
});
