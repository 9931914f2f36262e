import { startDemo } from '../../../../widget/demo/demo-server.mjs';
import { createGatewayTest, type GatewayTest } from '../../support/gateway-test.js';
import { closing } from './closing.js';
import { cuttableLine, type CuttableLine } from './cuttable-line.js';
import { tapEngine, type EngineTap } from './engine-tap.js';

type Play = Parameters<GatewayTest['play']>[0];
type AgentFields = Parameters<GatewayTest['agent']>[0];

/** A site of somebody else that embeds an agent of ours, and everything behind it. */
export interface HostSite {
  readonly test: GatewayTest;
  /** The site's own origin, which the agent allows. */
  readonly origin: string;
  /** The same pages at an origin that it does not allow. */
  readonly strangerOrigin: string;
  readonly agentId: string;
  readonly tap: EngineTap;
  /** Between pages and the gateway. */
  readonly line: CuttableLine;
}

interface OpenSite extends HostSite {
  close(): Promise<void>;
}

export interface HostSiteWish {
  play: Play;
  agent?: AgentFields;
  script?: (name: string) => string | undefined;
}

/**
 * The product from socket to database with the scripted model, and the example pages on origins of their own, until the
 * end of the spec file.
 */
export const startHostSite = (wish: HostSiteWish): Promise<HostSite> =>
  closing(start(wish), (site) => site.close());

async function start({ play, agent, script }: HostSiteWish): Promise<OpenSite> {
  const tap = await tapEngine();
  let gatewayPort = 0;
  const line = await cuttableLine(() => gatewayPort);
  const gateway = `ws://127.0.0.1:${line.port}`;
  const config = { GEMINI_BASE_URL: tap.url, GATEWAY_URL: `${gateway}/stream` };
  const test = await createGatewayTest({ config });
  tap.target = test.engine.url;
  gatewayPort = test.config.gatewayPort;
  test.play(play);
  const { publishableKey, secretKey, url: api } = test;
  const site = { api, gateway, agentId: '', publishableKey, secretKey, ...(script && { script }) };
  const [host, stranger] = [await startDemo(site), await startDemo(site)];
  site.agentId = await test.agent({ ...agent, allowedOrigins: [host.origin] });
  return {
    test,
    origin: host.origin,
    strangerOrigin: stranger.origin,
    agentId: site.agentId,
    tap,
    line,
    close: async () => {
      await Promise.all([host.close(), stranger.close(), line.close()]);
      await test.close();
      await tap.close();
    },
  };
}
