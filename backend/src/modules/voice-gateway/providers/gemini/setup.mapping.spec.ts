import { describe, expect, it } from '@jest/globals';
import { closeFailure, safeReason, upgradeFailure } from './close.mapping.js';
import { geminiModel } from './gemini-models.js';
import { connectConfig } from './setup.mapping.js';
import { collapseSlashes } from './gemini-socket.js';
import { audioFrame } from './uplink.js';

const spec = {
  systemInstruction: 'You sell tea.',
  voiceId: 'Kore',
  language: 'de-DE',
  tools: [],
  patience: 'balanced' as const,
  openWithinMs: 10_000,
  handle: undefined,
  history: [],
};

describe('connectConfig', () => {
  it('asks for audio, transcripts, handles and compression, and leaves out what models refuse', () => {
    const config = connectConfig(spec, geminiModel('gemini-3.8-live'));
    expect(config).toEqual({
      responseModalities: ['AUDIO'],
      speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName: 'Kore' } } },
      systemInstruction:
        'You sell tea.\n\nSpeak German (Germany) (de-DE) unless the user asks for another language.',
      realtimeInputConfig: {
        automaticActivityDetection: {
          startOfSpeechSensitivity: 'START_SENSITIVITY_HIGH',
          endOfSpeechSensitivity: 'END_SENSITIVITY_HIGH',
          prefixPaddingMs: 160,
          silenceDurationMs: 500,
        },
      },
      inputAudioTranscription: {},
      outputAudioTranscription: {},
      contextWindowCompression: { triggerTokens: '25600', slidingWindow: { targetTokens: '12800' } },
      sessionResumption: {},
    });
  });

  it('maps patience to the silence that ends a turn, and switches a detection off that would not obey', () => {
    const detection = (patience: 'quick' | 'balanced' | 'patient', model = 'gemini-3.8-live') =>
      connectConfig({ ...spec, patience }, geminiModel(model)).realtimeInputConfig
        ?.automaticActivityDetection;
    const silences = (['quick', 'balanced', 'patient'] as const).map((p) => detection(p)?.silenceDurationMs);
    expect(silences).toEqual([300, 500, 1_100]);
    expect(detection('patient')?.endOfSpeechSensitivity).toBe('END_SENSITIVITY_LOW');
    expect(detection('patient', 'gemini-3.1-flash-live-preview')).toEqual({ disabled: true });
  });

  it('resumes by handle, and tells a fresh session what was said', () => {
    const model = geminiModel('models/gemini-3.8-live');
    expect(connectConfig({ ...spec, handle: 'h' }, model).sessionResumption).toEqual({ handle: 'h' });
    const history = [
      { role: 'user' as const, text: 'Black or green?' },
      { role: 'agent' as const, text: '' },
      { role: 'agent' as const, text: 'Green.' },
    ];
    const told = connectConfig({ ...spec, history }, model).systemInstruction;
    expect(told).toContain('User: Black or green?\nYou: Green.');
  });

  it('tells which tools were called before', () => {
    const model = geminiModel('gemini-3.8-live');
    const begun = ['book with {"start":"10:00"}: done: {"booked":true}', 'order: still under way'];
    const told = connectConfig({ ...spec, begun }, model).systemInstruction;
    expect(told).toContain(`Another wish of the user is another call:\n${begun.join('\n')}`);
    expect(connectConfig(spec, model).systemInstruction).not.toContain('already');
  });

  it('refuses a model that it does not know, by name', () => {
    expect(() => geminiModel('gemini-2.0-flash-live-001')).toThrow(/Known models: gemini-3.8-live/);
  });
});

describe('closeFailure', () => {
  const opening = { established: false, resuming: false };
  const live = { established: true, resuming: false };
  it.each([
    [1007, 'Request contains an invalid argument.', opening, 'fatal'],
    [1007, 'Request contains an invalid argument.', { established: false, resuming: true }, 'handle-refused'],
    [1008, 'models/x is not found for API version v1beta', { established: false, resuming: true }, 'fatal'],
    [1008, 'Operation is not implemented, or supported, or enabled.', live, 'transient'],
    [1007, 'Request contains an invalid argument.', live, 'handle-refused'],
    [1011, 'You exceeded your current quota', live, 'busy'],
    [1011, 'Deadline expired before operation could complete.', live, 'transient'],
    [1011, 'Session is still connected.', { established: false, resuming: true }, 'resume-failed'],
    [1011, 'You exceeded your current quota', { established: false, resuming: true }, 'busy'],
    [1011, 'Internal error encountered.', opening, 'transient'],
    [1006, '', { established: false, resuming: true }, 'transient'],
    [1006, '', opening, 'transient'],
  ] as const)('%i %s', (code, reason, when, failure) => {
    expect(closeFailure(code, reason, when)).toBe(failure);
  });

  it('reads the status of a refused upgrade', () => {
    expect([403, 429, 503].map(upgradeFailure)).toEqual(['fatal', 'busy', 'transient']);
  });

  it('keeps keys and addresses out of what is logged', () => {
    expect(safeReason('wss://h/ws?key=abc bad key=abc AIzaSyA1234567890123')).toBe(
      '<url> bad key=<hidden> <hidden>',
    );
  });
});

describe('the wire', () => {
  it('collapses the doubled slash of the SDK and leaves the scheme alone', () => {
    expect(collapseSlashes('ws://127.0.0.1:1//ws/a.b?key=x')).toBe('ws://127.0.0.1:1/ws/a.b?key=x');
    expect(collapseSlashes('wss://host/base//ws/a')).toBe('wss://host/base/ws/a');
  });

  it('makes an audio message that is the same as the SDK would make', () => {
    const pcm = Buffer.from([1, 2, 3, 4]);
    expect(JSON.parse(audioFrame(pcm).toString())).toEqual({
      realtimeInput: { audio: { data: pcm.toString('base64'), mimeType: 'audio/pcm;rate=16000' } },
    });
  });
});
