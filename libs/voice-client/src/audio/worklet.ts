import { PROCESSORS, type Command, type ProcessorMessages, type ProcessorName } from './processors.js';

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
 * Registers both processors. A function and not a module of its own effects, so that one file can serve as page script
 * and as worklet module: under a strict content security policy only the script's own URL is sure to be allowed.
 */
export function registerAudioWorklet(scope: AudioWorkletScope): void {
  for (const name of Object.keys(PROCESSORS) as ProcessorName[])
    scope.registerProcessor(
      name,
      class extends scope.AudioWorkletProcessor {
        private open = true;
        private readonly processor = PROCESSORS[name](
          scope.sampleRate,
          (message: ProcessorMessages[ProcessorName]) =>
            this.port.postMessage(message, 'pcm' in message ? [message.pcm] : []),
        );

        constructor() {
          super();
          this.port.onmessage = ({ data }: MessageEvent<Command>) => {
            this.open &&= data.type !== 'close';
            this.processor.handle(data);
          };
        }

        /** Capture has an input only, the player an output only; both are mono. */
        process([input]: Float32Array[][], [output]: Float32Array[][]): boolean {
          const [block] = input ?? output ?? [];
          if (block && this.open) this.processor.block(block);
          return this.open;
        }
      },
    );
}
