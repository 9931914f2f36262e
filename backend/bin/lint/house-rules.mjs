// @ts-check

/**
 * ESLint rules of our own, for habits of the house that no shared rule knows.
 * @typedef {import('eslint').Rule.RuleModule} RuleModule
 */

/** The closed list of role suffixes (docs/contributing.md). */
const SUFFIXES = [
  ...[
    'module',
    'controller',
    'service',
    'repository',
    'entity',
    'port',
    'job',
    'errors',
    'reducer',
    'mapping',
  ],
  ...['guard', 'decorator', 'interceptor', 'filter', 'pipe', 'command', 'provider'],
  ...['spec', 'contract', 'd'],
];
const FILE_NAME = new RegExp(
  `^[a-z0-9]+(-[a-z0-9]+)*(\\.(${SUFFIXES.join('|')}))?(\\.(medium|contract|properties))?(\\.spec)?\\.(ts|tsx|mjs)$`,
);

/** @type {RuleModule} */
const fileName = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { name: '"{{name}}" is not kebab-case with a role suffix from the closed list.' },
  },
  create: (context) => ({
    Program(node) {
      const name = context.filename.split(/[\\/]/).pop() ?? '';
      if (!FILE_NAME.test(name)) context.report({ node, messageId: 'name', data: { name } });
    },
  }),
};

const ROUTE_DECORATORS = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete', 'Head', 'Options', 'All', 'Sse']);
const ACCESS_DECORATORS = new Set(['Public', 'Access']);

/**
 * Names of the decorators on a class or a method. Decorators are TypeScript syntax, which ESLint's own types omit.
 * @param {unknown} node
 * @returns {string[]}
 */
function decoratorNames(node) {
  const { decorators = [] } = /** @type {{ decorators?: { expression: DecoratorExpression }[] }} */ (node);
  return decorators.map(({ expression }) => expression.callee?.name ?? expression.name ?? '');
}
/** @typedef {{ name?: string, callee?: { name?: string } }} DecoratorExpression */

/** @type {RuleModule} */
const routeDeclaresAccess = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      access: 'A route says who may use it: @Public() or @Access(…), on the method or on its class.',
    },
  },
  create: (context) => ({
    MethodDefinition(node) {
      const names = decoratorNames(node);
      if (!names.some((name) => ROUTE_DECORATORS.has(name))) return;
      const all = [...names, ...decoratorNames(node.parent.parent)];
      if (!all.some((name) => ACCESS_DECORATORS.has(name))) context.report({ node, messageId: 'access' });
    },
  }),
};

export const houseRules = {
  rules: { 'file-name': fileName, 'route-declares-access': routeDeclaresAccess },
};
