import { createServer } from 'node:net';
import type { AppConfig } from '@orbisvoice/config';
import { WebSocket } from 'undici';
import { answerOf, isServing } from './http-probe.js';
import { note, ok, problem, type Finding } from './finding.js';

const UPGRADE_MS = 5_000;
const LOCAL = /^(localhost|127\.|0\.0\.0\.0|\[::1\])/;

/** Each port that this role listens on is free, or ours already. */
export function checkPorts(config: AppConfig): Promise<Finding[]> {
  const { role, port, gatewayPort, liveEnginePort, liveEngine } = config;
  const gateway = role === 'all' || role === 'gateway';
  const wanted = [
    { variable: 'PORT', port, use: 'API' },
    ...(gateway ? [{ variable: 'GATEWAY_PORT', port: gatewayPort, use: 'voice gateway' }] : []),
    ...(liveEngine ? [{ variable: 'LIVE_ENGINE_PORT', port: liveEnginePort, use: 'local engine' }] : []),
  ];
  return Promise.all(wanted.map((one) => checkPort(one, config.host)));
}

async function checkPort(
  { variable, port, use }: { variable: string; port: number; use: string },
  host: string,
): Promise<Finding> {
  const part = `port ${port}`;
  const code = await listenError(port, host);
  if (code === undefined) return ok(part, `Free for the ${use}.`);
  if (code === 'EADDRINUSE' && (await isServing(`http://127.0.0.1:${port}/health`)))
    return ok(part, `OrbisVoice serves there already (${use}).`);
  if (code === 'EADDRINUSE')
    return problem(
      part,
      `Taken by another program; the ${use} cannot start there.`,
      `End that program, or choose another port: ${variable}=${port + 10}`,
    );
  if (code === 'EACCES')
    return problem(
      part,
      `Ports below 1024 need rights that this user does not have; the ${use} cannot start there.`,
      `Choose a higher one and let a proxy forward to it: ${variable}=${port + 3_000}`,
    );
  return problem(part, `The ${use} cannot listen on ${host} (${code}).`, 'Correct HOST.');
}

function listenError(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.name));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}

/** Whether browsers reach the API and the voice socket under the addresses that they are told. */
export async function checkPublicUrl(config: AppConfig): Promise<Finding[]> {
  const { publicUrl, env, port } = config;
  const { protocol, host } = new URL(publicUrl);
  const part = 'public url';
  if (env === 'production' && LOCAL.test(host))
    return [
      problem(
        part,
        `${publicUrl} is this machine alone.`,
        'Set PUBLIC_URL to the address that browsers use.',
      ),
    ];
  if (env === 'production' && protocol !== 'https:')
    return [
      problem(
        part,
        `${publicUrl} is not https: browsers give no microphone there, and cookies travel in the clear.`,
        'Put a proxy with a certificate in front, and set PUBLIC_URL to its https:// address.',
      ),
    ];
  const answer = await answerOf(`${publicUrl}/health`);
  if (answer === 'serving') return [ok(part, `${publicUrl} answers.`), await checkVoiceSocket(config)];
  if (!(await isServing(`http://127.0.0.1:${port}/health`)))
    return [note(part, `${publicUrl} is well formed. No server runs here now, so it was not tried.`)];
  const how =
    typeof answer === 'object' ? `does not answer (${answer.failed})` : 'answers with something else';
  return [
    problem(
      part,
      `The server runs here, but ${publicUrl} ${how}.`,
      `See DNS, certificate and the proxy: it has to forward to port ${port} here.`,
    ),
  ];
}

/** The usual fault of a proxy: plain requests pass and upgrades do not. */
async function checkVoiceSocket({ gatewayUrl, gatewayPort }: AppConfig): Promise<Finding> {
  const part = 'voice socket';
  if (await upgrades(gatewayUrl)) return ok(part, `${gatewayUrl} takes WebSocket connections.`);
  return problem(
    part,
    `${gatewayUrl} does not take WebSocket connections.`,
    `Let the proxy pass Upgrade and Connection headers to port ${gatewayPort}, or set GATEWAY_URL to where it does.`,
  );
}

function upgrades(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url);
    const done = (open: boolean) => {
      clearTimeout(timer);
      resolve(open);
      socket.close();
    };
    const timer = setTimeout(() => done(false), UPGRADE_MS);
    socket.addEventListener('open', () => done(true));
    socket.addEventListener('error', () => done(false));
  });
}
