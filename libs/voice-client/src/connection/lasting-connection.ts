import type { ClientMessage, ServerMessage, ServerMessageOf } from '@orbisvoice/contracts';
import type { CallFailureCode } from '../call/call-failure.js';
import { AGENT_SAMPLE_RATE } from '../protocol.js';
import { onClosed as closed, onDue, onReady, OVER, type Line } from './reconnect.js';
import { createUplink } from './uplink.js';
import {
  openConnection,
  type ConnectionHandlers,
  type ConnectionOptions,
  type VoiceConnection,
} from './voice-connection.js';

/** All that is needed to go on with a call: after a lost connection, or after the page was loaded anew. */
export interface ResumeFrom {
  url: string;
  callId: string;
  /** Works once; each `ready` brings the next. */
  secret: string;
  /** The last turn that the page has. 0 has all captions sent again. */
  lastSeq: number;
}

export interface LastingHandlers extends ConnectionHandlers {
  /** The socket is gone and the call goes on; another socket is on its way. */
  onDropped(): void;
}

/** A call's connection that outlives its sockets: resumes by itself, repeats what was lost, hears nothing twice. */
export interface LastingConnection {
  readonly resumeFrom: ResumeFrom | undefined;
  /**
   * Texts and answers of tools are kept until they have arrived; true means that they will, unless the call ends. All
   * else is worth sending only at once.
   */
  send(message: ClientMessage): boolean;
  sendAudio(pcm: ArrayBuffer): void;
  end(): void;
}

/** What a page has and a program has not. */
interface Page {
  addEventListener?(name: 'online', listener: () => void): void;
  removeEventListener?(name: 'online', listener: () => void): void;
}
const page = globalThis as Page;
const now = (): number => performance.now();
/** Heartbeats that may fail to come before the line counts as dead. */
const MISSED_BEATS = 2;
/** Of the agent's speech, PCM16. */
const BYTES_PER_MS = (AGENT_SAMPLE_RATE * 2) / 1_000;

export function openLastingConnection(
  options: ConnectionOptions,
  { onMessage, onAudio, onDropped, onClosed }: LastingHandlers,
  resumeFrom?: ResumeFrom,
): LastingConnection {
  let line: Line = resumeFrom ? { phase: 'trying', attempt: 0, since: now() } : { phase: 'first' };
  let socket: VoiceConnection | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let watchdog: ReturnType<typeof setTimeout> | undefined;
  let beatMs = 0;
  let welcome: ServerMessageOf<'ready'> | undefined;
  let playing: { turn: number; receivedMs: number } | undefined;
  let unconfirmed: { seq: number; text: string }[] = [];
  const tools = new Set<string>();
  const uplink = createUplink((data) => void socket?.send(data));
  const isUp = (): boolean => 'attempt' in line;

  function open(): void {
    const { url = options.url, ...resume } = resumeFrom ?? {};
    const hello = resumeFrom
      ? { resume: { ...(resume as Omit<ResumeFrom, 'url'>), playing } }
      : options.hello;
    // One socket at a time: another is only opened once the one before has said that it is closed, its last word.
    socket = openConnection(
      { ...options, url, hello },
      { onMessage: receive, onAudio: hear, onClosed: lost },
    );
  }

  function become(next: Line): void {
    if (line === next) return;
    line = next;
    clearTimeout(timer);
    if (line.phase === 'waiting') timer = setTimeout(tryAgain, line.pauseMs);
    if (line.phase === 'trying') open();
    if (line.phase === 'over') {
      clearTimeout(watchdog);
      page.removeEventListener?.('online', tryAgain);
    }
  }

  const tryAgain = (): void => become(onDue(line));

  function lost(code: number, failure: CallFailureCode | undefined): void {
    clearTimeout(watchdog);
    uplink.dropped();
    const wasUp = line.phase === 'up';
    become(failure ? closed(line, code, now(), Math.random()) : OVER);
    if (line.phase === 'over') onClosed(code, failure);
    else if (wasUp) onDropped();
  }

  /** Something arrived; with heartbeats, nothing for a while means that the network is gone and has not said so. */
  function alive(): void {
    clearTimeout(watchdog);
    if (beatMs > 0) watchdog = setTimeout(() => socket?.drop(), beatMs * MISSED_BEATS);
  }

  function hear(pcm: ArrayBuffer): void {
    alive();
    if (playing) playing.receivedMs += pcm.byteLength / BYTES_PER_MS;
    onAudio(pcm);
  }

  function receive(message: ServerMessage): void {
    if (message.type === 'ready') {
      welcome = message;
      beatMs = message.heartbeatMs ?? 0;
    }
    alive();
    if (isNews(message)) onMessage(message);
    // A resumed call is repeated up to its `state`; only then it is known what did not arrive, and is sent again.
    if (welcome && message.type === (welcome.resumed ? 'state' : 'ready')) {
      uplink.ready(welcome.received);
      welcome = undefined;
    }
  }

  /** Notes what a resumption has to name. False for what was handled before. */
  function isNews(message: ServerMessage): boolean {
    const lastSeq = resumeFrom?.lastSeq ?? 0;
    switch (message.type) {
      case 'heartbeat':
        return false;
      case 'ready': {
        const { callId, resumeSecret: secret } = message;
        resumeFrom = { url: options.url, callId, secret, lastSeq };
        become(onReady(line, now()));
        break;
      }
      case 'turn.started':
        if (playing?.turn !== message.turn) playing = { turn: message.turn, receivedMs: 0 };
        break;
      case 'transcript':
        if (message.seq === undefined) break;
        if (message.role === 'user') unconfirmed.push({ seq: message.seq, text: message.text });
        return message.seq > lastSeq;
      case 'turn.committed':
        if (message.seq <= lastSeq) return false;
        if (resumeFrom) resumeFrom = { ...resumeFrom, lastSeq: message.seq };
        for (const { seq, text } of unconfirmed) if (seq <= message.seq) uplink.committed(text);
        unconfirmed = unconfirmed.filter(({ seq }) => seq > message.seq);
        break;
      case 'tool.finished':
        uplink.answered(message.id);
        break;
      case 'tool.started':
        return !tools.has(message.id) && !!tools.add(message.id);
      default:
    }
    return true;
  }

  page.addEventListener?.('online', tryAgain);
  open();
  return {
    get resumeFrom() {
      return resumeFrom;
    },
    send(message) {
      if (!isUp()) return false;
      if (message.type === 'text' || message.type === 'tool.result') return uplink.message(message);
      return socket?.send(message) ?? false;
    },
    sendAudio(pcm) {
      // Where the network is far behind, speech of now would only arrive too late to be answered.
      if (isUp() && !socket?.isBehind) uplink.audio(pcm);
    },
    end() {
      become(OVER);
      socket?.end();
    },
  };
}
