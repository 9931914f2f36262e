import type { Performer } from './ports.js';
import { EngineServer } from './runtime/engine-server.js';
import { ScenarioBook } from './runtime/scenario-choice.js';
import { DEFAULT_SCENARIO } from './scripted/builtin-scenarios.js';
import { scenario as fill, type ScenarioInput } from './scripted/scenario.js';
import { ScriptedPerformer } from './scripted/scripted-performer.js';

export interface LiveEngineOptions {
  /** 0, the default, takes a free port. */
  port?: number;
  host?: string;
  /** Present in speech mode: what hears, thinks and speaks. The engine closes it. */
  performer?: Performer;
  /**
   * What a connection gets that asks for nothing else: a scenario, its name, or (from the command line) JSON or the
   * path of a JSON file. In speech mode only its timing, wire options and faults count.
   */
  scenario?: ScenarioInput | string;
  /** More scenarios that connections can ask for by name. */
  scenarios?: readonly ScenarioInput[];
  /** How long a session stays resumable after its last connection; two hours by default. */
  handleLifeMs?: number;
  onError?: (error: unknown) => void;
}

export interface LiveEngine {
  /** What `httpOptions.baseUrl` (GEMINI_BASE_URL) has to be. */
  readonly url: string;
  readonly port: number;
  readonly mode: 'scripted' | 'speech';
  /** Words for a banner. */
  readonly performerName: string;
  /** Connected clients. */
  sessions(): number;
  /** Pings that have come from clients so far. */
  pings(): number;
  /** Makes one more scenario known by its name, or replaces one. */
  addScenario(scenario: ScenarioInput): void;
  /** Ends every connection as a network that fails does; their sessions can be resumed. */
  dropConnections(): void;
  close(): Promise<void>;
}

/** Starts a server that speaks Gemini's Live protocol. Rejects where the port is taken or the scenario is unknown. */
export async function startLiveEngine(options: LiveEngineOptions = {}): Promise<LiveEngine> {
  const { performer, host = '127.0.0.1' } = options;
  const book = new ScenarioBook(options.scenarios?.map(fill));
  const wanted = options.scenario ?? DEFAULT_SCENARIO;
  const scenario = typeof wanted === 'string' ? book.read(wanted) : fill(wanted);
  const mode = performer ? 'speech' : 'scripted';
  const performerName = performer?.name ?? ScriptedPerformer.title;
  const server = new EngineServer({
    mode,
    performerName,
    performerFor: (chosen, faults) => performer ?? new ScriptedPerformer(chosen, faults),
    scenario,
    book,
    handleLifeMs: options.handleLifeMs,
    onError: options.onError ?? ((error) => process.emitWarning(String(error), 'LiveEngineWarning')),
  });
  const port = await server.listen(options.port ?? 0, host);
  return {
    url: `http://${host}:${port}`,
    port,
    mode,
    performerName,
    sessions: () => server.sessions,
    pings: () => server.pings,
    addScenario: (added) => book.add(fill(added)),
    dropConnections: () => server.dropConnections(),
    close: async () => {
      await server.close();
      await performer?.close();
    },
  };
}
