import { CallFailure } from '../call/call-failure.js';
import { loadNodes, type NodeFactory, type ProcessorNode } from './audio-nodes.js';
import type { CallAudio, CallAudioHandlers } from './call-audio.port.js';
import { openMicrophone, releaseMicrophone } from './microphone.js';
import type { CaptureCommand, PlayerCommand } from './worklet-messages.js';

/** A slow sound server needs up to two seconds; beyond this the browser holds sound back and wants another click. */
const RESUME_DEADLINE_MS = 2_500;

/**
 * One audio context at the device's own rate for both directions (browsers differ in what they do with others); all
 * conversion happens in the processors.
 */
export class BrowserAudio implements CallAudio {
  private context: AudioContext | undefined;
  private stream: MediaStream | undefined;
  private capture: ProcessorNode<CaptureCommand> | undefined;
  private player: ProcessorNode<PlayerCommand> | undefined;
  private muted = false;
  private closed = false;

  constructor(
    private readonly workletUrl: string,
    private readonly handlers: CallAudioHandlers,
  ) {}

  async open({ microphone }: { microphone: boolean }): Promise<void> {
    // These two lines run inside the click, before anything is awaited; Safari stays silent otherwise.
    const context = (this.context = new AudioContext({ latencyHint: 'interactive' }));
    const running = this.resume(context);
    try {
      const [nodes, stream] = await Promise.all([
        loadNodes(context, this.workletUrl),
        microphone ? this.acquire() : undefined,
        running,
      ]);
      if (!this.closed) this.connect(context, nodes, stream);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  play(turn: number, pcm: ArrayBuffer): void {
    this.player?.send({ type: 'audio', turn, pcm });
  }

  finish(): void {
    this.player?.send({ type: 'finish' });
  }

  flush(): void {
    this.player?.send({ type: 'flush' });
  }

  setMuted(muted: boolean): void {
    this.muted = muted;
    // Turning the track off keeps the browser's own microphone indicator honest.
    for (const track of this.stream?.getAudioTracks() ?? []) track.enabled = !muted;
  }

  close(): void {
    this.closed = true;
    if (this.stream) releaseMicrophone(this.stream);
    this.capture?.send({ type: 'close' });
    this.player?.send({ type: 'close' });
    if (this.context && this.context.state !== 'closed') void this.context.close();
    this.stream = this.capture = this.player = this.context = undefined;
  }

  private async resume(context: AudioContext): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const deadline = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new CallFailure('audio_blocked')), RESUME_DEADLINE_MS);
    });
    await Promise.race([context.resume(), deadline]).finally(() => clearTimeout(timer));
  }

  /** The visitor may have hung up while the permission prompt was open: then the microphone is given back at once. */
  private async acquire(): Promise<MediaStream> {
    const stream = await openMicrophone();
    if (this.closed) releaseMicrophone(stream);
    else this.stream = stream;
    return stream;
  }

  private connect(context: AudioContext, nodes: NodeFactory, stream: MediaStream | undefined): void {
    this.player = nodes.player(this.handlers.onPlayback);
    this.player.node.connect(context.destination);
    if (!stream) return;
    this.capture = nodes.capture(this.handlers.onFrame);
    context.createMediaStreamSource(stream).connect(this.capture.node);
    for (const track of stream.getAudioTracks()) track.onended = () => this.handlers.onMicrophoneLost();
    this.setMuted(this.muted);
  }
}
