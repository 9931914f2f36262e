import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { VOICE_IDS } from '@orbisvoice/contracts';
import { createGatewayTest, type GatewayTest } from '../../../test/support/gateway-test.js';

const SOME = VOICE_IDS.slice(2, 10);

let test: GatewayTest;
const speaks = (audioMs: number): Parameters<GatewayTest['play']>[0] => ({
  turns: [{ on: { type: 'text', contains: 'say exactly' }, reply: [{ say: 'Hello.', audioMs }] }],
  timing: { speed: 10 },
});
beforeAll(async () => {
  test = await createGatewayTest();
  test.play(speaks(600));
});
afterAll(() => test.close());

const preview = (voice: string, headers: Record<string, string> = {}) =>
  fetch(`${test.url}/voices/${voice}/preview`, {
    headers: { authorization: `Bearer ${test.secretKey}`, ...headers },
  });

describe('the preview of a voice', () => {
  it('is spoken once, however many ask, and kept', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => preview('Puck')));
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
    const [wav] = await Promise.all(answers.map(async (answer) => Buffer.from(await answer.arrayBuffer())));
    expect(wav?.toString('latin1', 0, 4)).toBe('RIFF');
    expect(wav?.readUInt32LE(24)).toBe(24_000);
    expect(wav?.length).toBe(44 + 2 * 24 * 600);
    expect(await test.rows('select voice_id, model from voice_previews')).toEqual([
      { voice_id: 'Puck', model: 'gemini-2.5-flash-native-audio-latest' },
    ]);

    const etag = answers[0]?.headers.get('etag') ?? '';
    expect(answers[0]?.headers.get('content-type')).toBe('audio/wav');
    const again = await preview('Puck', { 'if-none-match': etag });
    expect([again.status, again.headers.get('cache-control')]).toEqual([304, 'private, max-age=86400']);
  });

  it('has its own sound for each voice, a few sessions at a time', async () => {
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, test.engine.sessions())), 5);
    const sounds = await Promise.all(SOME.map(async (id) => (await preview(id)).headers.get('etag')));
    clearInterval(watch);
    expect(new Set(sounds).size).toBe(SOME.length);
    expect(most).toBeLessThanOrEqual(2);
  });

  it('exists for no other, and for nobody without a credential', async () => {
    for (const voice of ['Nobody', 'puck', '..']) expect((await preview(voice)).status).toBe(404);
    expect((await fetch(`${test.url}/voices/Puck/preview`)).status).toBe(401);
    const publishable = { authorization: `Bearer ${test.publishableKey}` };
    expect((await fetch(`${test.url}/voices/Puck/preview`, { headers: publishable })).status).toBe(403);
  });

  it('says where the model is away, and is spoken once it is back', async () => {
    await test.owner.query('delete from voice_previews');
    const away = { type: 'refuse-upgrade', status: 503 } as const;
    test.play({ faults: [away] });
    const refused = await preview('Kore');
    expect([refused.status, refused.headers.get('cache-control')]).toEqual([503, null]);
    expect(await refused.json()).toMatchObject({ error: { code: 'provider_unavailable' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    test.play(speaks(300));
    expect((await preview('Kore')).status).toBe(200);
  });
});
