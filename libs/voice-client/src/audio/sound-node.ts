import { createProcessor, PROCESSOR, type Command, type SoundMessage } from './sound-processor.js';

const SCRIPT_BLOCK = 1024;

/** The audio node of a call, from the microphone to the loudspeaker, with the way to talk to the processor behind it. */
export interface SoundNode {
  readonly node: AudioNode;
  send(command: Command): void;
}

export type MakeNode = (onMessage: (message: SoundMessage) => void) => SoundNode;

/** Throws where the module has no such processor: it may be of another version than the page. */
function workletNode(context: AudioContext): MakeNode {
  const node = new AudioWorkletNode(context, PROCESSOR, { outputChannelCount: [1] });
  return (onMessage) => {
    node.port.onmessage = ({ data }) => onMessage(data as SoundMessage);
    return {
      node,
      send: (command) => node.port.postMessage(command, 'pcm' in command ? [command.pcm] : []),
    };
  };
}

/**
 * The same processor on the page's thread. ScriptProcessor is deprecated, but it is the one thing that still works where
 * a nonce-only policy lets no module be loaded.
 */
const scriptNode =
  (context: AudioContext): MakeNode =>
  (onMessage) => {
    const node = context.createScriptProcessor(SCRIPT_BLOCK, 1, 1);
    const { process, handle } = createProcessor(context.sampleRate, onMessage);
    node.onaudioprocess = ({ inputBuffer, outputBuffer }) =>
      process(inputBuffer.getChannelData(0), outputBuffer.getChannelData(0));
    return {
      node,
      send(command) {
        if (command.type === 'close') node.onaudioprocess = null;
        handle(command);
      },
    };
  };

/** Loads the worklet module, or falls back where it is missing, of another version, or blocked by the page's policy. */
export async function loadNode(context: AudioContext, workletUrl: string): Promise<MakeNode> {
  try {
    await context.audioWorklet.addModule(workletUrl);
    return workletNode(context);
  } catch {
    return scriptNode(context);
  }
}
