import { startLiveEngine, type LiveEngine } from './start-live-engine.js';

// The engine as its own process: LIVE_ENGINE_PORT, LIVE_ENGINE_MODE=speech|scripted, LIVE_ENGINE_SCENARIO (a name, JSON
// or the path of a JSON file).
const {
  LIVE_ENGINE_PORT = '4100',
  LIVE_ENGINE_HOST,
  LIVE_ENGINE_MODE = 'speech',
  LIVE_ENGINE_SCENARIO,
} = process.env;

async function start(): Promise<LiveEngine> {
  const port = Number(LIVE_ENGINE_PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error('LIVE_ENGINE_PORT must be a port number.');
  const shared = {
    port,
    host: LIVE_ENGINE_HOST,
    scenario: LIVE_ENGINE_SCENARIO,
    onError: (error: unknown) => console.error(error),
  };
  switch (LIVE_ENGINE_MODE) {
    case 'scripted':
      return startLiveEngine(shared);
    case 'speech': {
      // Loaded only here: the speech models take seconds and hundreds of megabytes.
      const { createSpeechPerformer } = await import('./speech/index.js');
      return startLiveEngine({ ...shared, performer: await createSpeechPerformer() });
    }
    default:
      throw new Error('LIVE_ENGINE_MODE must be "speech" or "scripted".');
  }
}

try {
  const engine = await start();
  console.log(
    `local live engine (demonstration voice, not Gemini) on ${engine.url}: ${engine.performerName}`,
  );
  process.send?.({ type: 'ready', url: engine.url, port: engine.port });
  const stop = (): void => void engine.close().finally(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.once('disconnect', stop);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
