import {
  AGENT_SAMPLE_RATE,
  ClientMessage,
  CLOSE_CODES,
  HELLO_DEADLINE_MS,
  HelloMessage,
  MAX_AUDIO_FRAME_BYTES,
  MAX_TEXT_FRAME_BYTES,
  MIC_FRAME_BYTES,
  MIC_FRAME_MS,
  MIC_SAMPLE_RATE,
  PROTOCOL_VERSION,
  RESUME_WITHIN_MS,
  ServerMessage,
} from '@orbisvoice/contracts';
import { z } from 'zod';

function section(schema: z.ZodType, io: 'input' | 'output'): string {
  const type = (schema as z.ZodObject).shape.type as z.ZodLiteral<string>;
  const json = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  delete json.$schema;
  return `### \`${type.value}\`\n\n\`\`\`json\n${JSON.stringify(json, null, 2)}\n\`\`\`\n`;
}

export function describeVoiceProtocol(): string {
  const closes = Object.values(CLOSE_CODES).map(
    ({ code, resumable, meaning }) => `| ${code} | ${resumable ? 'yes' : 'no'} | ${meaning} |`,
  );
  return `# Voice protocol, version ${PROTOCOL_VERSION}

Generated from \`libs/contracts\`; do not edit by hand.

One WebSocket is one call. Binary frames are audio and nothing else: PCM, 16 bit, little-endian, mono; up at
${MIC_SAMPLE_RATE} Hz (${MIC_FRAME_MS} ms = ${MIC_FRAME_BYTES} bytes is usual, any even length up to ${MAX_AUDIO_FRAME_BYTES} bytes), down at ${AGENT_SAMPLE_RATE} Hz. Text frames are JSON of
at most ${MAX_TEXT_FRAME_BYTES} bytes with a \`type\`. Order is meaning: after \`interrupted\`, drop all audio that came before it
and has not been played. \`hello\` comes first, within ${HELLO_DEADLINE_MS} ms.

## Client to server

${section(HelloMessage, 'input')}
${ClientMessage.options.map((option) => section(option, 'input')).join('\n')}
## Server to client

${ServerMessage.options.map((option) => section(option, 'output')).join('\n')}
## Coming back

A call whose connection is lost (1001, 1006, or a code marked resumable) waits ${RESUME_WITHIN_MS / 1_000} s for its visitor. Open a new
connection, to the same URL, and say \`hello {protocol, resume: {callId, secret, lastSeq, playing?}}\`: the secret of the last
\`ready\`, and the \`seq\` of the last \`turn.committed\`. The answer is \`ready {resumed: true}\` with the next secret; then, for
each later turn, its final \`transcript\` and its \`turn.committed\`; then what is not finished (\`turn.started\`, transcripts,
\`tool.started\`); then \`state\`. Drop what you showed of turns that were neither confirmed nor repeated by then. Agent audio goes
on behind \`playing\`, or an \`interrupted\` says that the reply was lost and is asked for again. A secret works once; the one
before works on until the new one has arrived. The browser cannot see pings, so \`heartbeat\` comes when nothing else does:
silence of more than twice \`heartbeatMs\` means that the line is dead.

## Close codes

The reason that comes with a code of ours is the error's own code (see [the catalogue](error-codes.md)).

| code | resumable | meaning |
| --- | --- | --- |
${closes.join('\n')}
`;
}
