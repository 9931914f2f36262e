import { CaptureFramer } from './capture-framer.js';
import { PlayerCore } from './player-core.js';
import {
  CAPTURE_PROCESSOR,
  PLAYER_PROCESSOR,
  type CaptureCommand,
  type CaptureMessage,
  type PlayerCommand,
} from './worklet-messages.js';

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
  scope.registerProcessor(
    CAPTURE_PROCESSOR,
    class extends scope.AudioWorkletProcessor {
      private open = true;
      private readonly framer = new CaptureFramer(scope.sampleRate, ({ pcm, rms }) => {
        const message: CaptureMessage = { pcm: pcm.buffer, rms };
        this.port.postMessage(message, [pcm.buffer]);
      });

      constructor() {
        super();
        this.port.onmessage = ({ data }: MessageEvent<CaptureCommand>) => {
          if (data.type === 'close') this.open = false;
        };
      }

      process(inputs: Float32Array[][]): boolean {
        const channel = inputs[0]?.[0];
        if (channel && this.open) this.framer.push(channel);
        return this.open;
      }
    },
  );

  scope.registerProcessor(
    PLAYER_PROCESSOR,
    class extends scope.AudioWorkletProcessor {
      private open = true;
      private readonly core = new PlayerCore(scope.sampleRate, (report) => this.port.postMessage(report));

      constructor() {
        super();
        this.port.onmessage = ({ data }: MessageEvent<PlayerCommand>) => {
          if (data.type === 'audio') this.core.enqueue(data.turn, new Int16Array(data.pcm));
          else if (data.type === 'finish') this.core.finish();
          else if (data.type === 'flush') this.core.flush();
          else this.open = false;
        };
      }

      process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
        const [first, ...others] = outputs[0] ?? [];
        if (first && this.open) {
          this.core.render(first);
          for (const channel of others) channel.set(first);
        }
        return this.open;
      }
    },
  );
}
