import { VARIABLES } from '@orbisvoice/config';
import { checkPorts, checkPublicUrl } from './check-addresses.js';
import { checkDatabase } from './check-database.js';
import { checkDataFolder, checkSecret } from './check-machine.js';
import { checkRedis, checkSmtp } from './check-services.js';
import { checkVoice } from './check-voice.js';
import { errorCode, ok, problem, type Finding } from './finding.js';
import { readSurroundings, type Environment, type Surroundings } from './surroundings.js';

/** Each wait inside a check is bounded; this bounds their sum, so that the answer comes within a minute. */
const CHECK_MS = 45_000;

export interface Examination {
  readonly ok: boolean;
  readonly findings: readonly Finding[];
}

/** Looks at every configured part at the same time. Never rejects, changes nothing. */
export async function examine(env: Environment): Promise<Examination> {
  const surroundings = await readSurroundings(env);
  const { config, hasDatabase } = surroundings;
  const realProduction = env.NODE_ENV?.trim() === 'production' && !config.embeddedPostgres;
  const asked = { geminiBaseUrl: Boolean(env.GEMINI_BASE_URL?.trim()) };
  const checks: [string, () => Promise<Finding | Finding[]>][] = [
    ['database', () => checkDatabase(config, hasDatabase)],
    ['redis', () => checkRedis(config)],
    ['gemini', () => checkVoice(config, asked)],
    ['smtp', () => checkSmtp(config)],
    ['public url', () => checkPublicUrl(config)],
    ['ports', () => checkPorts(config)],
    ['data folder', () => checkDataFolder(config, realProduction)],
  ];
  const found = await Promise.all(checks.map(([part, check]) => bounded(part, check)));
  const findings = [...configuration(surroundings), checkSecret(config), ...found.flat()].map(hiding(env));
  return { ok: findings.every(({ status }) => status !== 'problem'), findings };
}

function configuration({ config, problems }: Surroundings): Finding[] {
  if (problems.length === 0) return [ok('configuration', `Valid; ${config.env}, role ${config.role}.`)];
  return problems.map(({ variable, problem: fault }) =>
    problem(
      'configuration',
      `${variable} ${fault}.`,
      `Set ${variable}; docs/api/env.md says what it may be.`,
    ),
  );
}

async function bounded(part: string, check: () => Promise<Finding | Finding[]>): Promise<Finding[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Finding>((resolve) => {
    const says = `Not answered within ${CHECK_MS / 1_000} s.`;
    timer = setTimeout(
      () => resolve(problem(part, says, 'Something between here and there is stuck.')),
      CHECK_MS,
    );
  });
  try {
    return [await Promise.race([check(), late])].flat();
  } catch (error) {
    return [
      problem(part, `It could not be looked at (${errorCode(error)}).`, 'This is a fault of the doctor.'),
    ];
  } finally {
    clearTimeout(timer);
  }
}

/** The last line of defence: whatever a check has quoted, no secret of the environment is shown. */
function hiding(env: Environment): (finding: Finding) => Finding {
  const secrets = Object.entries(VARIABLES).flatMap(([name, variable]) => {
    const value = env[name]?.trim();
    if (!value || !('secret' in variable)) return [];
    const password = URL.canParse(value) ? new URL(value).password : '';
    return [value, password, decodeURIComponent(password)].filter((text) => text.length > 3);
  });
  const hide = (text: string) =>
    secrets.reduce((shown, secret) => shown.replaceAll(secret, '<hidden>'), text);
  return (finding) => JSON.parse(hideInJson(finding, hide)) as Finding;
}

const hideInJson = (finding: Finding, hide: (text: string) => string): string =>
  JSON.stringify(finding, (_key, value: unknown) => (typeof value === 'string' ? hide(value) : value));
