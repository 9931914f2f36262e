import type { ClientMessage, ServerMessage } from '@orbisvoice/contracts';
import type { CallAudio, CreateCallAudio } from '../audio/call-audio.port.js';
import {
  openLastingConnection,
  type LastingConnection,
  type ResumeFrom,
} from '../connection/lasting-connection.js';
import type { ConnectionOptions } from '../connection/voice-connection.js';
import { dropped, failedWith, heardPlaying, hungUp, told, type CallStep } from './call.reducer.js';
import { acknowledgePlayback } from './playback-acknowledger.js';

/** The sound and the socket of one attempt at a call. A new attempt gets a new line, so nothing old leaks in. */
export interface CallLine {
  readonly audio: CallAudio;
  readonly connection: LastingConnection | undefined;
  readonly levels: { microphone: number; agent: number };
  /** Resolves at `ready`, or when there will be none. */
  connect(options: ConnectionOptions, resume: ResumeFrom | undefined): Promise<void>;
  send(message: ClientMessage): boolean;
  setMuted(muted: boolean): void;
  close(): void;
}

/** What happens on the line is told as the step that it means, with the server's message where there was one. */
export function createLine(
  createAudio: CreateCallAudio,
  microphone: boolean,
  tell: (step: CallStep, message?: ServerMessage) => void,
): CallLine {
  const levels = { microphone: 0, agent: 0 };
  let connection: LastingConnection | undefined;
  let turn = 0;
  let muted = false;
  const send = (message: ClientMessage): boolean => connection?.send(message) ?? false;
  const acknowledger = acknowledgePlayback((position) => send({ type: 'playback', ...position }));
  const audio = createAudio({
    onFrame({ pcm, rms }) {
      levels.microphone = muted ? 0 : rms;
      if (!muted) connection?.sendAudio(pcm);
    },
    onPlayback(report) {
      levels.agent = report.level;
      acknowledger.report(report);
      tell(heardPlaying(report.playing));
    },
    onMicrophoneLost: () => tell(failedWith('microphone_lost')),
  });
  const setMuted = (now: boolean): void => {
    muted = now;
    audio.setMuted(muted);
    send({ type: 'mic', state: muted ? 'muted' : 'open' });
  };
  const hear = (message: ServerMessage): void => {
    if (message.type === 'ready' && (muted || message.resumed)) setMuted(muted);
    if (message.type === 'turn.started') turn = message.turn;
    if (message.type === 'interrupted') audio.flush();
    if (message.type === 'state' && message.state !== 'speaking') audio.finish();
    tell(told(message, Date.now(), microphone), message);
  };
  return {
    audio,
    levels,
    get connection() {
      return connection;
    },
    connect: (options, resume) =>
      new Promise((settle) => {
        connection = openLastingConnection(
          options,
          {
            onMessage(message) {
              hear(message);
              if (message.type === 'ready') settle();
            },
            onAudio: (pcm) => audio.play(turn, pcm),
            onDropped: () => tell(dropped),
            onClosed(_code, failure) {
              tell(failure ? failedWith(failure) : hungUp('agent_ended', Date.now()));
              settle();
            },
          },
          resume,
        );
      }),
    send,
    setMuted,
    close() {
      acknowledger.close();
      audio.close();
      connection?.end();
    },
  };
}
