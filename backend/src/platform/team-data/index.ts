export { PlatformTeamData } from './platform-team-data.js';
export { tablePart } from './table-part.js';
export { TeamDataRegistry } from './team-data-registry.js';
export { KeepsTeamData } from './team-data.decorator.js';
export type { TeamData, TeamPart, TeamTable } from './team-data.decorator.js';
