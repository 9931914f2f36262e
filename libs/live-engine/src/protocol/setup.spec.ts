import fc from 'fast-check';
import { applyContextUpdate, readSetup } from './setup.js';

const model = 'models/gemini-3.8-live';

function accepted(fields: object) {
  const result = readSetup({ model, ...fields }, 'v1beta');
  if (!result.ok) throw new Error(result.refusal.reason);
  return result.value;
}

describe('setup', () => {
  it('answers any JSON with a setup or a documented close code', () => {
    const fields = fc.oneof(
      fc.jsonValue(),
      fc.dictionary(fc.string(), fc.jsonValue()).map((rest) => ({ model, ...rest })),
    );
    fc.assert(
      fc.property(fields, (value) => {
        const result = readSetup(value, 'v1beta');
        if (!result.ok) expect([1007, 1008]).toContain(result.refusal.code);
      }),
    );
  });

  it('fills in what the client leaves open', () => {
    expect(accepted({})).toMatchObject({
      voiceName: 'Puck',
      languageCode: undefined,
      automaticDetection: true,
      interruptible: true,
      transcribesInput: false,
      transcribesOutput: true,
      resumption: undefined,
      compression: undefined,
    });
  });

  it('passes on instruction, voice, language and tools', () => {
    const setup = accepted({
      systemInstruction: { parts: [{ text: 'Be kind.' }, { text: 'Be brief.' }], role: 'user' },
      generationConfig: {
        speechConfig: {
          languageCode: 'en-GB',
          voiceConfig: { prebuiltVoiceConfig: { voiceName: 'Kore' } },
        },
      },
      tools: [
        { functionDeclarations: [{ name: 'f', description: 'd', parameters: { type: 'OBJECT' } }] },
        { googleSearch: {} },
      ],
    });
    expect(setup).toMatchObject({
      systemInstruction: 'Be kind.\nBe brief.',
      voiceName: 'Kore',
      languageCode: 'en-GB',
    });
    expect(setup.tools).toEqual([
      { name: 'f', description: 'd', parameters: { type: 'OBJECT' }, behavior: 'NON_BLOCKING' },
    ]);
  });

  it('reads int64 strings, sensitivities and padding', () => {
    const setup = accepted({
      contextWindowCompression: { triggerTokens: '8000', slidingWindow: {} },
      realtimeInputConfig: {
        automaticActivityDetection: {
          startOfSpeechSensitivity: 'START_SENSITIVITY_LOW',
          prefixPaddingMs: 20,
        },
      },
    });
    expect(setup.compression).toEqual({ triggerTokens: 8000, targetTokens: 4000 });
    expect(setup.ear).toMatchObject({ startSensitivity: 'low', endSensitivity: 'high', prefixPaddingMs: 20 });
  });

  it('makes every function blocking on 3.1', () => {
    const tools = [{ functionDeclarations: [{ name: 'f', behavior: 'NON_BLOCKING' }] }];
    expect(accepted({ model: 'models/gemini-3.1-flash-live-preview', tools }).tools[0]?.behavior).toBe(
      'BLOCKING',
    );
  });

  it('replaces instruction and tools in place', () => {
    const setup = accepted({ tools: [{ functionDeclarations: [{ name: 'old' }] }] });
    const update = { systemInstruction: { parts: [{ text: 'New.' }] }, tools: { tools: [] } };
    expect(applyContextUpdate(setup, update)).toMatchObject({ systemInstruction: 'New.', tools: [] });
  });
});
