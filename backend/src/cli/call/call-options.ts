import { parseArgs } from 'node:util';

export const CALL_HELP = `npm run call -- --agent <id> --wav <file> --out <file> [options]

Speaks a WAV file (16-bit PCM, any rate) to an agent of a running server in real time, waits for the answer, and writes
what was heard as a WAV file (24 kHz, mono; pauses shortened to 0.3 s). Prints both sides' words and the latencies.

  --agent <id>      the agent; without it the demo agent
  --wav <file>      what to say
  --out <file>      where the answer goes; without it the answer is not kept
  --json            one JSON object instead of text (with npm run --silent)
  --url <origin>    the server; default: the one that npm start runs here
  --key <key>       a secret key, or a restricted one with calls:start; default: ORBIS_API_KEY, then the demo key
  --variable <n=v>  a value for a {{n}} place of the prompt; may be repeated
  --consent         agree to the agent's consent text where it has one
  --timeout <s>     give up when the whole call takes longer; default 60
  --help

Exit codes: 0 answered, 1 the call failed, 2 wrong use, 3 the agent said nothing in time.`;

export interface CallOptions {
  agent: string | undefined;
  wav: string;
  out: string | undefined;
  json: boolean;
  url: string | undefined;
  key: string | undefined;
  variables: Record<string, string>;
  consent: boolean;
  timeoutMs: number;
}

/** Wrong use of the command line; the message is for the person who typed it. */
export class UsageError extends Error {}

/** @returns 'help' where help was asked for. @throws UsageError */
export function parseCallOptions(args: string[]): CallOptions | 'help' {
  const { values } = parse(args);
  if (values.help) return 'help';
  if (!values.wav) throw new UsageError('Say which file to speak: --wav question.wav');
  const timeoutSeconds = Number(values.timeout ?? '60');
  if (!(timeoutSeconds > 0)) throw new UsageError('--timeout takes a number of seconds.');
  return {
    agent: values.agent,
    wav: values.wav,
    out: values.out,
    json: values.json ?? false,
    url: values.url,
    key: values.key,
    variables: Object.fromEntries((values.variable ?? []).map(splitVariable)),
    consent: values.consent ?? false,
    timeoutMs: timeoutSeconds * 1000,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        agent: { type: 'string' },
        wav: { type: 'string' },
        out: { type: 'string' },
        json: { type: 'boolean' },
        url: { type: 'string' },
        key: { type: 'string' },
        variable: { type: 'string', multiple: true },
        consent: { type: 'boolean' },
        timeout: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function splitVariable(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw new UsageError('--variable takes name=value.');
  return [text.slice(0, at), text.slice(at + 1)];
}
