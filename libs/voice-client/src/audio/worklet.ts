import { createProcessor, PROCESSOR, type Command } from './sound-processor.js';

interface Processor {
  readonly port: MessagePort;
}

/** The part of AudioWorkletGlobalScope that is used here; TypeScript's DOM library does not describe it. */
interface AudioWorkletScope {
  readonly sampleRate: number;
  readonly AudioWorkletProcessor: new () => Processor;
  registerProcessor(name: string, processor: new () => Processor): void;
}

export const isAudioWorkletScope = (scope: object): scope is AudioWorkletScope =>
  'registerProcessor' in scope;

/**
 * Registers the processor. A function and not a module of its own effects, so that one file can serve as page script and
 * as worklet module: under a strict content security policy only the script's own URL is sure to be allowed.
 */
export function registerAudioWorklet(scope: AudioWorkletScope): void {
  scope.registerProcessor(
    PROCESSOR,
    class extends scope.AudioWorkletProcessor {
      private readonly sound = createProcessor(scope.sampleRate, (message) => this.port.postMessage(message));

      constructor() {
        super();
        this.port.onmessage = ({ data }: MessageEvent<Command>) => this.sound.handle(data);
      }

      /** The output is mono; the input has no channel where nobody speaks into it. True keeps it for the next block. */
      process([[input]]: [Float32Array[]], [[output]]: [[Float32Array]]): boolean {
        this.sound.process(input, output);
        return true;
      }
    },
  );
}
