import { PROCESSORS, type Command, type ProcessorMessages, type ProcessorName } from './processors.js';

const SCRIPT_BLOCK = 1024;

/** An audio node with the way to talk to the processor behind it. */
export interface ProcessorNode {
  readonly node: AudioNode;
  send(command: Command): void;
}

/** Makes the two processors of a call, on the audio thread where the page allows it. */
export type MakeNode = <N extends ProcessorName>(
  name: N,
  onMessage: (message: ProcessorMessages[N]) => void,
) => ProcessorNode;

const workletNodes =
  (context: AudioContext): MakeNode =>
  (name, onMessage) => {
    const sides =
      name === 'orbis-capture'
        ? { numberOfOutputs: 0, channelCount: 1 }
        : { numberOfInputs: 0, outputChannelCount: [1] };
    const node = new AudioWorkletNode(context, name, sides);
    node.port.onmessage = ({ data }) => onMessage(data as Parameters<typeof onMessage>[0]);
    return {
      node,
      send: (command) => node.port.postMessage(command, 'pcm' in command ? [command.pcm] : []),
    };
  };

/**
 * The same processors on the page's thread. ScriptProcessor is deprecated, but it is the one thing that still works
 * where a nonce-only policy lets no module be loaded.
 */
const scriptNodes =
  (context: AudioContext): MakeNode =>
  (name, onMessage) => {
    const captures = name === 'orbis-capture';
    const node = context.createScriptProcessor(SCRIPT_BLOCK, +captures, 1);
    const { block, handle } = PROCESSORS[name](context.sampleRate, onMessage);
    node.onaudioprocess = ({ inputBuffer, outputBuffer }) =>
      block((captures ? inputBuffer : outputBuffer).getChannelData(0));
    // Browsers run a script processor only while it leads somewhere; its output stays silent.
    if (captures) node.connect(context.destination);
    return {
      node,
      send(command) {
        if (command.type === 'close') node.onaudioprocess = null;
        handle(command);
      },
    };
  };

/** Loads the worklet module, or falls back where it is missing or the page's policy blocks it. */
export async function loadNodes(context: AudioContext, workletUrl: string): Promise<MakeNode> {
  try {
    await context.audioWorklet.addModule(workletUrl);
    return workletNodes(context);
  } catch {
    return scriptNodes(context);
  }
}
