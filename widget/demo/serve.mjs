#!/usr/bin/env node
// @ts-check
// Shows the example pages against a running OrbisVoice: node widget/demo/serve.mjs --help
import { parseArgs } from 'node:util';
import { startDemo } from './demo-server.mjs';

const HELP = `node widget/demo/serve.mjs --agent <id> --key <publishable key> [options]

Serves a site with one example page for each way to embed an agent. Add the address it prints to the agent's allowed
origins.

  --api <origin>       OrbisVoice; default http://localhost:3000
  --gateway <origin>   its voice gateway; default ws://localhost:4001
  --secret <key>       a secret key, for the pages whose own server asks OrbisVoice
  --port <n>           default 3100
`;
const { values } = parseArgs({
  options: {
    agent: { type: 'string' },
    key: { type: 'string' },
    secret: { type: 'string' },
    api: { type: 'string', default: 'http://localhost:3000' },
    gateway: { type: 'string', default: 'ws://localhost:4001' },
    port: { type: 'string', default: '3100' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help || !values.agent || !values.key) {
  process.stdout.write(HELP);
  process.exit(values.help ? 0 : 1);
}
const { agent: agentId, key: publishableKey, secret, api, gateway } = values;
const site = { api, gateway, agentId, publishableKey, ...(secret && { secretKey: secret }) };
const { origin } = await startDemo(site, Number(values.port));
process.stdout.write(`The example pages: ${origin}/\n`);
