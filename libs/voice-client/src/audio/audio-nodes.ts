import { CaptureFramer } from './capture-framer.js';
import { PlayerCore } from './player-core.js';
import {
  CAPTURE_PROCESSOR,
  PLAYER_PROCESSOR,
  type CaptureCommand,
  type CaptureMessage,
  type PlayerCommand,
  type PlayerMessage,
} from './worklet-messages.js';

const SCRIPT_BLOCK = 1024;

/** An audio node with the way to talk to the processor behind it. */
export interface ProcessorNode<Command> {
  readonly node: AudioNode;
  send(command: Command): void;
}

/** Makes the two processors of a call, on the audio thread where the page allows it. */
export interface NodeFactory {
  capture(onFrame: (frame: CaptureMessage) => void): ProcessorNode<CaptureCommand>;
  player(onReport: (report: PlayerMessage) => void): ProcessorNode<PlayerCommand>;
}

const workletNodes = (context: AudioContext): NodeFactory => {
  const make = <Command extends { type: string }, Message>(
    name: string,
    options: AudioWorkletNodeOptions,
    onMessage: (message: Message) => void,
  ): ProcessorNode<Command> => {
    const node = new AudioWorkletNode(context, name, options);
    node.port.onmessage = ({ data }: MessageEvent<Message>) => onMessage(data);
    const send = (command: Command): void =>
      node.port.postMessage(command, 'pcm' in command ? [command.pcm as ArrayBuffer] : []);
    return { node, send };
  };
  return {
    capture: (onFrame) => make(CAPTURE_PROCESSOR, { numberOfOutputs: 0, channelCount: 1 }, onFrame),
    player: (onReport) => make(PLAYER_PROCESSOR, { numberOfInputs: 0, outputChannelCount: [1] }, onReport),
  };
};

/**
 * The same processors on the page's thread. ScriptProcessor is deprecated, but it is the one thing that still works
 * where a nonce-only policy lets no module be loaded.
 */
const scriptNodes = (context: AudioContext): NodeFactory => ({
  capture(onFrame) {
    const node = context.createScriptProcessor(SCRIPT_BLOCK, 1, 1);
    const framer = new CaptureFramer(context.sampleRate, ({ pcm, rms }) => onFrame({ pcm: pcm.buffer, rms }));
    node.onaudioprocess = ({ inputBuffer }) => framer.push(inputBuffer.getChannelData(0));
    // Browsers run a script processor only while it leads somewhere; its output stays silent.
    node.connect(context.destination);
    return { node, send: () => (node.onaudioprocess = null) };
  },
  player(onReport) {
    const node = context.createScriptProcessor(SCRIPT_BLOCK, 0, 1);
    const core = new PlayerCore(context.sampleRate, onReport);
    node.onaudioprocess = ({ outputBuffer }) => core.render(outputBuffer.getChannelData(0));
    const send = (command: PlayerCommand): void => {
      if (command.type === 'audio') core.enqueue(command.turn, new Int16Array(command.pcm));
      else if (command.type === 'finish') core.finish();
      else if (command.type === 'flush') core.flush();
      else node.onaudioprocess = null;
    };
    return { node, send };
  },
});

/** Loads the worklet module, or falls back where it is missing or the page's policy blocks it. */
export async function loadNodes(context: AudioContext, workletUrl: string): Promise<NodeFactory> {
  try {
    await context.audioWorklet.addModule(workletUrl);
    return workletNodes(context);
  } catch {
    return scriptNodes(context);
  }
}
