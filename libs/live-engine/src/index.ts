export * from './ports.js';
export * from './start-live-engine.js';
export {
  scenario,
  type Scenario,
  type ScenarioInput,
  type ScenarioTurn,
  type ScenarioPart,
} from './scripted/scenario.js';
export type { Fault, Moment } from './scripted/fault.js';
export { DEFAULT_SCENARIO, ECHO_SCENARIO, LOAD_SCENARIO } from './scripted/builtin-scenarios.js';
export { MARKER_BYTES, readMarkers, writeMarker } from './scripted/marker.js';
export { pitchOf, tone } from './scripted/tone.js';
