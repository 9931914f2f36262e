import { CallFailure } from '../call/call-failure.js';
import { isAppleMobile } from './apple-sound.js';
import type { CallAudio, CallAudioHandlers } from './call-audio.port.js';
import { openLoudspeaker, type Loudspeaker } from './loudspeaker.js';
import { openMicrophone, releaseMicrophone } from './microphone.js';
import { watchSilence } from './silence-watch.js';
import { openSoundNode, type SoundNode } from './sound-node.js';
import type { SoundMessage } from './sound-processor.js';
import { watchSound, type SoundWatch } from './sound-watch.js';

/** A slow sound server needs up to two seconds; beyond this the browser holds sound back and wants another click. */
const RESUME_DEADLINE_MS = 2_500;

export interface SoundOptions {
  /** From 0 to 1; 1 unless given. */
  volume?: number;
  /** Which microphone, by its id from `enumerateDevices`; the system's choice unless given. */
  deviceId?: string | undefined;
  /** The system took the sound (a phone call, a locked screen), or gave it back. */
  onInterrupted?: (interrupted: boolean) => void;
}

/** What a page can do with a call's sound besides. */
export interface BrowserAudio extends CallAudio {
  /** From 0 to 1. */
  setVolume(volume: number): void;
  /** Goes on with another microphone. */
  useMicrophone(deviceId: string | undefined): void;
  /** Asks for the sound again after an interruption; to be called in a click. */
  resumeSound(): void;
}

/**
 * One audio context at the device's own rate for both directions (browsers differ in what they do with others); all
 * conversion happens in the processors.
 */
export function createBrowserAudio(
  workletUrl: string,
  { onFrame, onPlayback, onMicrophoneLost }: CallAudioHandlers,
  { volume = 1, deviceId, onInterrupted }: SoundOptions = {},
): BrowserAudio {
  let context: AudioContext | undefined;
  let stream: MediaStream | undefined;
  let source: MediaStreamAudioSourceNode | undefined;
  let sound: SoundNode | undefined;
  let loudspeaker: Loudspeaker | undefined;
  let watch: SoundWatch | undefined;
  let muted = false;
  let attempts = 0;
  let closed = false;
  const hearSilence = watchSilence(reopenMicrophone);

  function setMuted(now: boolean): void {
    muted = now;
    // Turning the track off keeps the browser's own microphone indicator honest.
    for (const track of stream?.getAudioTracks() ?? []) track.enabled = !muted;
  }

  /**
   * The visitor may have hung up, or chosen yet another microphone, while the permission prompt was open: then this one
   * is given back at once.
   */
  async function acquire(): Promise<MediaStream> {
    const attempt = ++attempts;
    const opened = await openMicrophone(deviceId);
    if (closed || attempt !== attempts) releaseMicrophone(opened);
    else stream = opened;
    return opened;
  }

  function listen(): void {
    if (!context || !stream || !sound) return;
    source?.disconnect();
    source = context.createMediaStreamSource(stream);
    source.connect(sound.node);
    for (const track of stream.getAudioTracks()) track.onended = reopenMicrophone;
    setMuted(muted);
  }

  /** Unplugged, taken by another program or chosen anew: only where no microphone can be had is it lost. */
  function reopenMicrophone(): void {
    if (!stream) return;
    releaseMicrophone(stream);
    acquire().then(
      (next) => next === stream && listen(),
      () => !closed && onMicrophoneLost(),
    );
  }

  function hear(message: SoundMessage): void {
    if (!('pcm' in message)) return onPlayback(message);
    // A script processor hears silence where there is no microphone.
    if (!stream) return;
    if (!muted && isAppleMobile()) hearSilence(message.rms);
    onFrame(message);
  }

  function close(): void {
    closed = true;
    if (stream) releaseMicrophone(stream);
    watch?.close();
    loudspeaker?.close();
    void context?.close();
    stream = sound = context = watch = loudspeaker = undefined;
  }

  return {
    async open({ microphone }) {
      // These lines run inside the click, before anything is awaited; Safari stays silent otherwise.
      const opened = (context = new AudioContext());
      const { input } = (loudspeaker = openLoudspeaker(opened));
      input.gain.value = volume;
      const running = resumed(opened);
      try {
        const [node] = await Promise.all([
          openSoundNode(opened, workletUrl, hear),
          microphone && acquire(),
          running,
        ]);
        if (closed) return;
        sound = node;
        sound.node.connect(input);
        if (onInterrupted) watch = watchSound(opened, onInterrupted);
        listen();
      } catch (error) {
        close();
        throw error;
      }
    },
    get echoCancellation() {
      // Newer browsers name the kind of cancellation instead of saying that there is one.
      const setting: unknown = stream?.getAudioTracks()[0]?.getSettings().echoCancellation;
      return setting === undefined ? undefined : setting !== false;
    },
    play: (turn, pcm) => sound?.send({ type: 'audio', turn, pcm }),
    finish: () => sound?.send({ type: 'finish' }),
    flush: () => sound?.send({ type: 'flush' }),
    setMuted,
    setVolume(now) {
      volume = now;
      if (loudspeaker) loudspeaker.input.gain.value = volume;
    },
    useMicrophone(chosen) {
      deviceId = chosen;
      reopenMicrophone();
    },
    resumeSound() {
      watch?.resume();
      loudspeaker?.play();
    },
    close,
  };
}

/** Nobody waits for the deadline once the sound is there. */
const resumed = (context: AudioContext): Promise<unknown> =>
  Promise.race([
    context.resume(),
    new Promise((_, reject) =>
      setTimeout(() => reject(new CallFailure('audio_blocked')), RESUME_DEADLINE_MS),
    ),
  ]);
