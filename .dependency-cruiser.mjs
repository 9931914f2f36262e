// The doors of the house (docs/architecture/README.md), as a graph: who may import whom. Circles between files, reaching
// past a module's index.ts, the list of modules that a module may know, the order of layers inside a module, and one home
// for each package that is dangerous outside it. What concerns the text of one file is in eslint.config.mjs.
//
// Everything is denied by default: rules are made from the folders that exist, so a new module has no friends until it
// stands in MODULE_DOORS.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Modules that each module may reach, through index.ts only. The order makes circles impossible. */
export const MODULE_DOORS = {
  tenants: [],
  auth: ['tenants'],
  tools: ['tenants'],
  agents: ['tenants', 'tools'],
  calls: ['tenants', 'agents'],
  'call-analysis': ['agents', 'calls'],
  'follow-ups': ['tenants', 'calls'],
  embed: ['agents'],
  onboarding: ['tenants', 'agents', 'calls', 'embed'],
  'voice-gateway': ['auth', 'tenants', 'agents', 'tools', 'calls'],
  privacy: ['tenants', 'calls'],
  analytics: ['tenants', 'calls'],
  referrals: ['tenants'],
  billing: ['tenants'],
  webhooks: ['tenants'],
};

/** Folders inside a module and the sibling folders that each may import; `*` is the module's own plain files. */
export const LAYER_DOORS = {
  http: ['application', 'domain', '*'],
  jobs: ['application', 'domain', '*'],
  application: ['persistence', 'domain', '*'],
  persistence: ['domain', '*'],
  domain: [],
};

/** The voice gateway has rooms of its own instead of layers (docs/architecture/voice-gateway.md). */
export const GATEWAY_DOORS = {
  tickets: ['http', 'application', 'domain'],
  transport: ['tickets', 'runtime'],
  session: [],
  metering: ['providers'],
  runtime: ['session', 'providers', 'recording', 'metering', 'tickets'],
  providers: [],
  probe: ['providers'],
  recording: ['session'],
};

/** Packages that may be imported from one place only. Paths are regular expressions. */
export const PACKAGE_HOMES = {
  typeorm: ['^backend/src/modules/[^/]+/persistence/', '^backend/src/platform/(database|outbox|queue)/'],
  '@nestjs/typeorm': ['^backend/src/platform/database/'],
  pg: ['^backend/src/platform/', '^backend/bench/'],
  bullmq: ['^backend/src/platform/queue/', '^backend/src/modules/[^/]+/jobs/'],
  '@nestjs/bullmq': ['^backend/src/platform/queue/', '^backend/src/modules/[^/]+/jobs/'],
  ws: [
    '^backend/src/modules/voice-gateway/(transport|providers/gemini)/',
    '^libs/live-engine/',
    '^backend/bench/',
  ],
  // Live speech and the reading of text afterwards: two providers, one package (ADR 15).
  '@google/genai': ['^backend/src/modules/(voice-gateway/providers/gemini|call-analysis/providers)/'],
  nodemailer: ['^backend/src/platform/mail/'],
  '@opentelemetry': ['^backend/src/platform/tracing/otlp-tracing\\.ts$'],
};

/** What each library may import besides itself: other libraries, npm packages, Node built-ins. */
export const LIB_DOORS = {
  contracts: { libs: [], packages: ['zod'], builtins: false },
  config: { libs: ['contracts'], packages: ['zod'], builtins: true },
  'voice-client': { libs: ['contracts'], packages: [], builtins: false },
};

const TESTS = '(\\.(spec|contract)\\.tsx?$|^backend/test/|^widget/test/)';

/** @param {string[]} names */
const anyOf = (names) => `(${names.join('|')})`;
/** @param {string} text */
const literal = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/**
 * @param {string} folder
 * @returns {string[]}
 */
function subfolders(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

/** @param {string} root */
function moduleRules(root) {
  const names = subfolders(join(root, 'backend/src/modules'));
  const deep = {
    name: 'no-deep-import',
    comment: 'Another module is reached through its index.ts only.',
    severity: 'error',
    from: { path: '^backend/src/modules/([^/]+)/' },
    to: {
      path: '^backend/src/modules/[^/]+/.',
      pathNot: ['^backend/src/modules/$1/', '^backend/src/modules/[^/]+/index\\.ts$'],
    },
  };
  const outside = {
    ...deep,
    name: 'no-deep-import-from-outside',
    from: { path: '^backend/src/(?!modules/|entities\\.ts$)' },
    to: { path: '^backend/src/modules/[^/]+/.', pathNot: '^backend/src/modules/[^/]+/index\\.ts$' },
  };
  const perModule = names.flatMap((name) => {
    const friends = MODULE_DOORS[name] ?? [];
    const rooms = name === 'voice-gateway' ? { ...LAYER_DOORS, ...GATEWAY_DOORS } : LAYER_DOORS;
    return [
      {
        name: `module-doors-${name}`,
        comment: `${name} may know: ${friends.join(', ') || 'no other module'}.`,
        severity: 'error',
        from: { path: `^backend/src/modules/${literal(name)}/` },
        to: {
          path: '^backend/src/modules/',
          pathNot: `^backend/src/modules/${anyOf([name, ...friends].map(literal))}/`,
        },
      },
      ...subfolders(join(root, 'backend/src/modules', name)).flatMap((room) => layerRule(name, room, rooms)),
    ];
  });
  return [deep, outside, ...perModule];
}

/**
 * @param {string} module
 * @param {string} room
 * @param {Record<string, string[]>} rooms
 */
function layerRule(module, room, rooms) {
  const allowed = rooms[room];
  if (!allowed) return [];
  const home = `^backend/src/modules/${literal(module)}/`;
  const open = [room, ...allowed.filter((name) => name !== '*')].map((name) => `${home}${name}/`);
  if (allowed.includes('*')) open.push(`${home}[^/]+$`);
  return [
    {
      name: `layer-doors-${module}-${room}`,
      comment: `Inside ${module}, ${room}/ may reach: ${allowed.filter((name) => name !== '*').join(', ') || 'nothing'}.`,
      severity: 'error',
      from: { path: `${home}${room}/`, pathNot: TESTS },
      to: { path: home, pathNot: open },
    },
  ];
}

/** @param {string} root */
function libraryRules(root) {
  return subfolders(join(root, 'libs')).flatMap((name) => {
    const doors = LIB_DOORS[name];
    const itself = `^libs/${literal(name)}/`;
    const friends = (doors?.libs ?? []).map((lib) => `^libs/${literal(lib)}/`);
    const rules = [
      {
        name: `lib-doors-${name}`,
        comment: `libs/${name} imports ${doors?.libs.join(', ') || 'no other library'}, and never an application.`,
        severity: 'error',
        from: { path: itself },
        to: { path: '^(backend|frontend|widget|libs)/', pathNot: [itself, ...friends] },
      },
    ];
    if (!doors) return rules;
    const packages = doors.packages.map((pkg) => `^node_modules/${literal(pkg)}/`);
    return [
      ...rules,
      {
        name: `lib-packages-${name}`,
        comment: `libs/${name} uses ${doors.packages.join(', ') || 'no package'}${doors.builtins ? '' : ' and no Node built-in'}.`,
        severity: 'error',
        from: { path: itself, pathNot: TESTS },
        to: {
          dependencyTypesNot: ['local', ...(doors.builtins ? ['core'] : [])],
          pathNot: [...packages, '^libs/'],
        },
      },
    ];
  });
}

const packageRules = () =>
  Object.entries(PACKAGE_HOMES).map(([name, homes]) => ({
    name: `one-home-${name.replace(/[@/]/g, '-')}`,
    comment: `${name} is imported in ${homes.join(' and ')} only.`,
    severity: 'error',
    from: { path: '^(backend|frontend|widget|libs)/', pathNot: [...homes, TESTS] },
    to: { path: `^node_modules/${literal(name)}/` },
  }));

/**
 * @param {string} root  folder that holds backend, frontend, widget and libs
 * @returns {import('dependency-cruiser').IConfiguration}
 */
export const doorsOf = (root) => ({
  forbidden: [
    {
      name: 'no-circle',
      comment: 'Files that need each other are one file, or the shared part wants a file of its own.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolved',
      comment: 'An import that cannot be resolved would pass every other door unseen.',
      severity: 'error',
      from: {},
      // Vite makes a file of its own from what is imported with such a query.
      to: { couldNotResolve: true, pathNot: '\\?(worker|url|raw)' },
    },
    {
      name: 'browser-apps-know-libs-only',
      comment: 'frontend and widget import libraries and themselves.',
      severity: 'error',
      from: { path: '^(frontend|widget)/' },
      to: { path: '^(backend|frontend|widget)/', pathNot: '^$1/' },
    },
    {
      name: 'browser-apps-know-no-engine',
      comment: 'libs/live-engine and libs/config run on the server.',
      severity: 'error',
      from: { path: '^(frontend|widget)/' },
      to: { path: '^libs/(live-engine|config)/' },
    },
    {
      name: 'platform-knows-no-module',
      comment: 'platform/ has no business words.',
      severity: 'error',
      from: { path: '^backend/src/platform/', pathNot: TESTS },
      to: { path: '^backend/src/(?!platform/)' },
    },
    {
      name: 'engine-over-the-wire',
      comment:
        'The backend talks to the live engine as it talks to Google; only launchers and tests start it.',
      severity: 'error',
      from: { path: '^backend/src/(modules|platform)/', pathNot: TESTS },
      to: { path: '^libs/live-engine/' },
    },
    {
      name: 'traces-are-loaded-where-wanted',
      comment: 'Only an import() may reach it, so that whoever has no collector does not load its packages.',
      severity: 'error',
      from: { pathNot: TESTS },
      to: { path: '^backend/src/platform/tracing/otlp-tracing\\.ts$', dynamic: false },
    },
    {
      name: 'no-tests-in-product',
      comment: 'Product code never imports a test or its support.',
      severity: 'error',
      from: { pathNot: TESTS },
      to: { path: TESTS },
    },
    {
      name: 'session-is-pure',
      comment:
        'The session reducer knows the contracts and itself: no framework, no package, no Node built-in.',
      severity: 'error',
      from: { path: '^backend/src/modules/voice-gateway/session/', pathNot: TESTS },
      to: { pathNot: ['^backend/src/modules/voice-gateway/session/', '^libs/contracts/'] },
    },
    ...moduleRules(root),
    ...libraryRules(root),
    ...packageRules(),
  ],
  options: {
    doNotFollow: { path: ['node_modules', '/dist/'] },
    exclude: { path: ['/dist/', '^backend/bin/'] },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.d.ts', '.js', '.mjs', '.json'],
    },
    cache: false,
  },
});

export default doorsOf(process.cwd());
