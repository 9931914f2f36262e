import { createProcessor, PROCESSOR, type Command, type SoundMessage } from './sound-processor.js';

const SCRIPT_BLOCK = 1024;

/**
 * The audio node of a call, from the microphone to the loudspeaker, with the way to talk to the processor behind it. It
 * lives as long as its context.
 */
export interface SoundNode {
  readonly node: AudioNode;
  send(command: Command): void;
}

/**
 * Loads the worklet module. Where it is missing, of another version, or blocked by the page's policy, the same processor
 * runs on the page's thread: ScriptProcessor is deprecated, but it is the one thing that still works where a nonce-only
 * policy lets no module be loaded.
 */
export async function openSoundNode(
  context: AudioContext,
  workletUrl: string,
  onMessage: (message: SoundMessage) => void,
): Promise<SoundNode> {
  try {
    await context.audioWorklet.addModule(workletUrl);
    // Throws where the module has no such processor.
    const node = new AudioWorkletNode(context, PROCESSOR, { outputChannelCount: [1] });
    node.port.onmessage = ({ data }) => onMessage(data as SoundMessage);
    return { node, send: (command) => node.port.postMessage(command) };
  } catch {
    const node = context.createScriptProcessor(SCRIPT_BLOCK, 1, 1);
    const { process, handle } = createProcessor(context.sampleRate, onMessage);
    node.onaudioprocess = ({ inputBuffer, outputBuffer }) =>
      process(inputBuffer.getChannelData(0), outputBuffer.getChannelData(0));
    return { node, send: handle };
  }
}
