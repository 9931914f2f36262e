import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiExcludeController, type OpenAPIObject } from '@nestjs/swagger';
import { Public } from '../http/access.decorator.js';
import { AppError } from '../http/app-error.js';
import { ApiDescription } from './api-description.js';

const locate = createRequire(import.meta.url);
/** Script apart from the page, since our policy allows none inside it. */
const START = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#reference', deepLinking: true, persistAuthorization: false });`;
const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>API reference · OrbisVoice</title><link rel="stylesheet" href="/reference/swagger-ui.css"></head>
<body><main id="reference"></main><script src="/reference/swagger-ui-bundle.js"></script><script src="/reference/start.js"></script></body></html>`;

/** The style sheet of the reference draws its arrows from within, which no page of ours does. */
const POLICY =
  "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** The API description for programs and, as a page, for people. */
@Controller()
@ApiExcludeController()
export class ReferenceController {
  constructor(private readonly description: ApiDescription) {}

  @Get('openapi.json')
  @Public()
  document(): OpenAPIObject {
    return this.description.document();
  }

  @Get('reference')
  @Public()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', POLICY)
  page(): string {
    return PAGE;
  }

  @Get('reference/swagger-ui.css')
  @Public()
  @Header('content-type', 'text/css; charset=utf-8')
  @Header('cache-control', 'public, max-age=86400')
  styles(): Promise<Buffer> {
    return asset('swagger-ui.css');
  }

  @Get('reference/:script')
  @Public()
  @Header('content-type', 'text/javascript; charset=utf-8')
  @Header('cache-control', 'public, max-age=86400')
  script(@Param('script') script: string): Promise<Buffer> {
    if (script === 'start.js') return Promise.resolve(Buffer.from(START));
    if (script === 'swagger-ui-bundle.js') return asset(script);
    throw new AppError('not_found');
  }
}

const asset = (name: 'swagger-ui.css' | 'swagger-ui-bundle.js'): Promise<Buffer> =>
  readFile(locate.resolve(`swagger-ui-dist/${name}`));
