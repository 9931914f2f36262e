import { createRequire } from 'node:module';

/** Silero's window: the only chunk length that the detector takes. */
export const WINDOW = 512;

/** Marks windows that hold speech. One per caller, as the network remembers what it heard. */
export interface VoiceActivity {
  accept(window: Float32Array): boolean;
  reset(): void;
}

export interface SpeechRuntime {
  readonly kind: 'native' | 'wasm';
  createVoiceActivity(modelPath: string, threshold: number): VoiceActivity;
  /** Returns a function from 16 kHz samples to words; synchronous, some 6 to 10 % of the audio's length. */
  createRecogniser(encoder: string, decoder: string, tokens: string): (samples: Float32Array) => string;
}

export type RuntimeChoice = SpeechRuntime['kind'] | 'auto';

/** The parts of sherpa-onnx that are used; neither package ships types. */
interface SherpaVad {
  acceptWaveform(samples: Float32Array): void;
  isDetected(): boolean;
  clear(): void;
  reset(): void;
}
interface SherpaWasmStream {
  acceptWaveform(sampleRate: number, samples: Float32Array): void;
  free(): void;
}
interface SherpaNativeStream {
  acceptWaveform(wave: { samples: Float32Array; sampleRate: number }): void;
}
interface SherpaRecogniser<Stream> {
  createStream(): Stream;
  decode(stream: Stream): void;
  getResult(stream: Stream): { text: string };
}
interface SherpaNative {
  Vad: new (config: object, bufferSeconds: number) => SherpaVad;
  OfflineRecognizer: new (config: object) => SherpaRecogniser<SherpaNativeStream>;
}
interface SherpaWasm {
  createVad(config: object): SherpaVad;
  createOfflineRecognizer(config: object): SherpaRecogniser<SherpaWasmStream>;
}

/** `auto` takes the native add-on where npm could install it and WebAssembly, at about twice the CPU, elsewhere. */
export function loadRuntime(choice: RuntimeChoice): SpeechRuntime {
  const require = createRequire(import.meta.url);
  if (choice !== 'wasm') {
    try {
      return nativeRuntime(require('sherpa-onnx-node') as SherpaNative);
    } catch (error) {
      if (choice === 'native') throw error;
    }
  }
  return wasmRuntime(require('sherpa-onnx') as SherpaWasm);
}

function nativeRuntime(sherpa: SherpaNative): SpeechRuntime {
  return {
    kind: 'native',
    createVoiceActivity: (path, threshold) => voiceActivity(new sherpa.Vad(vadConfig(path, threshold), 30)),
    createRecogniser: (encoder, decoder, tokens) => {
      const recogniser = new sherpa.OfflineRecognizer(recogniserConfig(encoder, decoder, tokens));
      return (samples) => {
        const stream = recogniser.createStream();
        stream.acceptWaveform({ samples, sampleRate: 16_000 });
        recogniser.decode(stream);
        return recogniser.getResult(stream).text.trim();
      };
    },
  };
}

function wasmRuntime(sherpa: SherpaWasm): SpeechRuntime {
  return {
    kind: 'wasm',
    createVoiceActivity: (path, threshold) => voiceActivity(sherpa.createVad(vadConfig(path, threshold))),
    createRecogniser: (encoder, decoder, tokens) => {
      const recogniser = sherpa.createOfflineRecognizer(recogniserConfig(encoder, decoder, tokens));
      return (samples) => {
        const stream = recogniser.createStream();
        try {
          stream.acceptWaveform(16_000, samples);
          recogniser.decode(stream);
          return recogniser.getResult(stream).text.trim();
        } finally {
          stream.free();
        }
      };
    },
  };
}

function voiceActivity(vad: SherpaVad): VoiceActivity {
  return {
    accept: (window) => {
      vad.acceptWaveform(window);
      const detected = vad.isDetected();
      // The detector also keeps the segments that it finds; ours are cut elsewhere, so its copies are dropped.
      vad.clear();
      return detected;
    },
    reset: () => vad.reset(),
  };
}

/** The shortest durations that the detector takes: turn taking has its own, and needs to see each window's answer. */
function vadConfig(model: string, threshold: number): object {
  return {
    sileroVad: {
      model,
      threshold,
      minSpeechDuration: 0.01,
      minSilenceDuration: 0.01,
      windowSize: WINDOW,
      maxSpeechDuration: 60,
    },
    sampleRate: 16_000,
    numThreads: 1,
    provider: 'cpu',
    debug: 0,
    bufferSizeInSeconds: 30,
  };
}

function recogniserConfig(encoder: string, decoder: string, tokens: string): object {
  return {
    featConfig: { sampleRate: 16_000, featureDim: 80 },
    modelConfig: {
      moonshine: { encoder, mergedDecoder: decoder },
      tokens,
      numThreads: 1,
      provider: 'cpu',
      debug: 0,
    },
  };
}
