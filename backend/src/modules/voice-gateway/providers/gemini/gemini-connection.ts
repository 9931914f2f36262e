import { Live, type GoogleGenAI, type LiveConnectConfig } from '@google/genai';
import type { GeminiSocket, GeminiSocketEvents, SdkCallbacks } from './gemini-socket.js';

/**
 * `Live` is exported and takes the factory of its sockets; the two parts it needs besides are private in the types of
 * 2.32. gemini-connection.spec.ts fails when a later version moves them.
 */
function liveWith(
  ai: GoogleGenAI,
  create: (url: string, headers: Record<string, string>, sdk: SdkCallbacks) => GeminiSocket,
) {
  return new Live(ai.live['apiClient'], ai.live['auth'], {
    create: (url: string, headers: Record<string, string>, sdk: SdkCallbacks) => create(url, headers, sdk),
  } as unknown as ConstructorParameters<typeof Live>[2]);
}

/** A new socket to this address, or one that was begun beforehand. */
export type SocketFor = (url: string, headers: Record<string, string>) => GeminiSocket;

/**
 * Connects through the SDK (address, credential, setup conversion) on a socket of ours. Resolves when the SDK has seen
 * the setup confirmed; the caller races it with the socket's end, because it never settles otherwise (trap 0.3).
 */
export function connectLive(
  ai: GoogleGenAI,
  model: string,
  config: LiveConnectConfig,
  events: GeminiSocketEvents,
  socketFor: SocketFor,
): { socket: () => GeminiSocket | undefined; connected: ReturnType<Live['connect']> } {
  let socket: GeminiSocket | undefined;
  const live = liveWith(ai, (url, headers, sdk) => {
    socket = socketFor(url, headers).serve(sdk, events);
    return socket;
  });
  const connected = live.connect({ model, config, callbacks: { onmessage: () => undefined } });
  return { socket: () => socket, connected };
}
