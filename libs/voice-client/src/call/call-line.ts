import type { ClientMessage, ServerMessage } from '@orbisvoice/contracts';
import type { CallAudio, CreateCallAudio } from '../audio/call-audio.port.js';
import type { PlaybackReport } from '../audio/player-core.js';
import type { VoiceConnection } from '../connection/voice-connection.js';
import { CallFailure } from './call-failure.js';
import { PlaybackAcknowledger } from './playback-acknowledger.js';

export interface CallLineHandlers {
  onMessage(message: ServerMessage): void;
  onPlayback(report: PlaybackReport): void;
  onFailure(failure: CallFailure): void;
  /** The server closed the call as it should. */
  onClosed(): void;
}

/** Joins the sound and the socket of one attempt at a call. A new attempt gets a new line, so nothing old leaks in. */
export class CallLine {
  readonly audio: CallAudio;
  connection: VoiceConnection | undefined;
  levels = { microphone: 0, agent: 0 };
  private turn = 0;
  private muted = false;
  private readonly acknowledger = new PlaybackAcknowledger((position) =>
    this.send({ type: 'playback', ...position }),
  );

  constructor(
    createAudio: CreateCallAudio,
    readonly microphone: boolean,
    private readonly handlers: CallLineHandlers,
  ) {
    this.audio = createAudio({
      onFrame: ({ pcm, rms }) => this.onFrame(pcm, rms),
      onPlayback: (report) => this.onPlayback(report),
      onMicrophoneLost: () => handlers.onFailure(new CallFailure('microphone_lost')),
    });
  }

  /** Resolves at `ready`. Later failures go to the handlers. */
  async connect(connection: VoiceConnection): Promise<void> {
    this.connection = connection;
    connection.on('message', (message) => this.onMessage(message));
    connection.on('audio', (pcm) => this.audio.play(this.turn, pcm));
    connection.on('closed', ({ failure }) =>
      failure ? this.handlers.onFailure(failure) : this.handlers.onClosed(),
    );
    await connection.ready();
  }

  send(message: ClientMessage): boolean {
    return this.connection?.send(message) ?? false;
  }

  setMuted(muted: boolean): void {
    this.muted = muted;
    this.audio.setMuted(muted);
    this.send({ type: 'mic', state: muted ? 'muted' : 'open' });
  }

  close(): void {
    this.acknowledger.close();
    this.audio.close();
    this.connection?.end();
  }

  private onFrame(pcm: ArrayBuffer, rms: number): void {
    this.levels.microphone = this.muted ? 0 : rms;
    // Frames in front of `ready` have nobody to hear them and are not counted as lost.
    if (!this.muted && this.connection) this.connection.sendAudio(pcm);
  }

  private onPlayback(report: PlaybackReport): void {
    this.levels.agent = report.level;
    this.acknowledger.report(report);
    this.handlers.onPlayback(report);
  }

  private onMessage(message: ServerMessage): void {
    if (message.type === 'ready' && this.muted) this.setMuted(true);
    if (message.type === 'turn.started') this.turn = message.turn;
    if (message.type === 'interrupted') this.audio.flush();
    if (message.type === 'state' && message.state !== 'speaking') this.audio.finish();
    this.handlers.onMessage(message);
  }
}
