import { Injectable, type INestApplication } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { describeApi } from './openapi-document.js';

/** Describes the running application, once and only if somebody asks. */
@Injectable()
export class ApiDescription {
  private app: INestApplication | undefined;
  private made: OpenAPIObject | undefined;

  /** Given after wiring, because the application is what is described. */
  attach(app: INestApplication): void {
    this.app = app;
  }

  document(): OpenAPIObject {
    if (!this.app) throw new Error('the application to describe was not attached');
    return (this.made ??= describeApi(this.app));
  }
}
