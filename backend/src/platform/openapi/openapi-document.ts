import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { ErrorBody } from '@orbisvoice/contracts';
import { z } from 'zod';
import { SHOWN_TENANT } from '../http/principal.js';
import { OPERATION_ACCESS, PUBLIC_OPERATION, type AccessRule } from '../http/access.decorator.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;
const SHOWN_TEAM = {
  name: SHOWN_TENANT,
  in: 'header' as const,
  required: false,
  description:
    'The team that is meant. Where the session is in another one, nothing happens: `tenant_switched`.',
  schema: { type: 'string', format: 'uuid' },
};
const DESCRIPTION =
  'Voice agents for any website. Every error has one shape and a code of one list; every list has one shape and an ' +
  'opaque cursor; times are ISO 8601 in UTC. The voice socket itself is described in docs/api/voice-protocol.md.';

/** The description of every route of `app`, made from the contracts that the routes themselves check. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const base = new DocumentBuilder()
    .setTitle('OrbisVoice')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key.' }, 'apiKey')
    .addBearerAuth(
      { type: 'http', scheme: 'bearer', description: 'Of one call, from its session.' },
      'ratingToken',
    )
    .addCookieAuth('__Host-ov_access', { type: 'apiKey', description: 'A person signed in.' }, 'session')
    .addCookieAuth(
      '__Host-ov_affiliate',
      { type: 'apiKey', description: 'An affiliate signed in.' },
      'affiliate',
    )
    .build();
  const document = SwaggerModule.createDocument(app, base, {
    standardSchemaConverter: convert,
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}.${method}`,
  });
  const schemas = (document.components ??= {}).schemas ?? {};
  document.components.schemas = { ...schemas, ErrorBody: errorSchema() };
  document.components.parameters = { ShownTeam: SHOWN_TEAM };
  for (const path of Object.values(document.paths))
    for (const method of METHODS) if (path[method]) complete(path[method]);
  return document;
}

/** Some contracts tidy text up (an origin to lower case), which JSON Schema cannot say; what goes in describes those. */
function convert(schema: unknown, { schemaType }: { schemaType: 'input' | 'output' }) {
  if (!(schema instanceof z.ZodType)) return undefined;
  const { $schema: _dialect, definitions, ...body } = toJsonSchema(schema, schemaType);
  return { schema: body, components: (definitions ?? {}) as Record<string, object> };
}

function toJsonSchema(schema: z.ZodType, io: 'input' | 'output') {
  const target = 'openapi-3.0';
  try {
    return z.toJSONSchema(schema, { target, io });
  } catch (error) {
    if (io === 'input') throw error;
    return z.toJSONSchema(schema, { target, io: 'input' });
  }
}

interface Marked extends Operation {
  [PUBLIC_OPERATION]?: boolean;
  [OPERATION_ACCESS]?: AccessRule;
}

function complete(operation: Marked): void {
  operation.responses.default = {
    description: 'Refused or failed; the codes are listed in docs/api/error-codes.md.',
    content: { 'application/json': { schema: { $ref: '#/components/schemas/ErrorBody' } } },
  };
  const { [PUBLIC_OPERATION]: isPublic, [OPERATION_ACCESS]: rule = {} } = operation;
  delete operation[PUBLIC_OPERATION];
  // A public route may still want a token of its own kind, which its decorator names.
  operation.security = isPublic ? (operation.security ?? []) : credentialsOf(rule);
  if (operation.security.some((credential) => 'session' in credential))
    operation.parameters = [...(operation.parameters ?? []), { $ref: '#/components/parameters/ShownTeam' }];
}

/** Keys come in only where a route names scopes or kinds; people unless it names no role at all. */
function credentialsOf({ roles, scopes, kinds }: AccessRule): Record<string, string[]>[] {
  const credentials = [];
  if (scopes ?? kinds) credentials.push({ apiKey: [...(scopes ?? [])] });
  if (roles?.length !== 0) credentials.push({ session: [] });
  return credentials;
}

const errorSchema = () => z.toJSONSchema(ErrorBody, { target: 'openapi-3.0', io: 'output' }) as never;
