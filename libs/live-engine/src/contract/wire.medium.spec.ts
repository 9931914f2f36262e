import { once } from 'node:events';
import { WebSocket } from 'ws';
import { startLiveEngine, type LiveEngine } from '../index.js';
import { MARKER_BYTES, readMarkers, writeMarker } from '../scripted/marker.js';

const METHOD = 'ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent';
const SETUP = { setup: { model: 'models/gemini-2.5-flash-native-audio-latest' } };

describe('the wire itself', () => {
  let engine: LiveEngine;

  beforeAll(async () => {
    engine = await startLiveEngine({ scenario: 'echo' });
  });
  afterAll(() => engine.close());

  const open = async (path = `//${METHOD}?key=k`, options = {}): Promise<WebSocket> => {
    const socket = new WebSocket(`ws://127.0.0.1:${engine.port}${path}`, options);
    await once(socket, 'open');
    return socket;
  };

  const closeCode = async (...frames: string[]): Promise<[number, string]> => {
    const socket = await open();
    for (const frame of frames) socket.send(frame);
    const [code, reason] = (await once(socket, 'close')) as [number, Buffer];
    return [code, reason.toString()];
  };

  it('sends binary frames of pretty JSON and declines compression', async () => {
    const socket = await open(`///${METHOD}?key=k`, { perMessageDeflate: true });
    expect(socket.extensions).toBe('');
    socket.send(JSON.stringify(SETUP));
    const [data, isBinary] = (await once(socket, 'message')) as [Buffer, boolean];
    expect(isBinary).toBe(true);
    expect(data.toString()).toBe('{\n  "setupComplete": {}\n}\n');
    socket.terminate();
  });

  it('takes snake_case as well', async () => {
    const socket = await open();
    socket.send(
      JSON.stringify({
        setup: {
          ...SETUP.setup,
          generation_config: { response_modalities: ['AUDIO'] },
          realtime_input_config: { automatic_activity_detection: { silence_duration_ms: 300 } },
        },
      }),
    );
    expect(String((await once(socket, 'message'))[0])).toContain('setupComplete');
    socket.terminate();
  });

  const setup = JSON.stringify(SETUP);
  it.each<[string, string[], string]>([
    ['bad JSON', ['{"setup":'], 'invalid JSON'],
    ['no setup first', ['{"realtimeInput":{"text":"a"}}'], 'first message'],
    ['two names', [JSON.stringify({ ...SETUP, clientContent: {} })], 'exactly one'],
    ['an unknown name', ['{"colour":1}'], 'Unknown name "colour"'],
    ['an unknown field', ['{"setup":{"model":"models/x","colour":1}}'], `Unknown name "colour" at 'setup'`],
    ['a second setup', [setup, setup], 'invalid argument'],
    [
      'activity under automatic detection',
      [setup, '{"realtimeInput":{"activityStart":{}}}'],
      'Explicit activity',
    ],
    ['bad base64', [setup, '{"realtimeInput":{"audio":{"data":"*","mimeType":"audio/pcm"}}}'], 'Base64'],
  ])('closes with 1007 at %s', async (_, frames, reason) => {
    const [code, text] = await closeCode(...frames);
    expect(code).toBe(1007);
    expect(text).toContain(reason);
  });

  it('refuses activityEnd in a session without audio', async () => {
    const manual = {
      setup: { ...SETUP.setup, realtimeInputConfig: { automaticActivityDetection: { disabled: true } } },
    };
    const [code] = await closeCode(JSON.stringify(manual), '{"realtimeInput":{"activityEnd":{}}}');
    expect(code).toBe(1007);
  });

  it('returns markers at once, also of joined chunks', async () => {
    const socket = await open();
    socket.send(setup);
    await once(socket, 'message');
    const pcm = Buffer.alloc(1280);
    writeMarker(pcm, 7);
    writeMarker(pcm, 4_000_000_000, 640);
    const data = pcm.toString('base64');
    socket.send(JSON.stringify({ realtimeInput: { audio: { data, mimeType: 'audio/pcm;rate=16000' } } }));
    const [frame] = (await once(socket, 'message')) as [Buffer];
    const message = JSON.parse(frame.toString()) as {
      serverContent: { modelTurn: { parts: { inlineData: { data: string } }[] } };
    };
    const reply = Buffer.from(message.serverContent.modelTurn.parts[0]?.inlineData.data ?? '', 'base64');
    expect(reply.length).toBe(1920);
    expect(readMarkers(reply)).toEqual([7, 4_000_000_000]);
    expect(MARKER_BYTES).toBe(12);
    socket.terminate();
  });
});
