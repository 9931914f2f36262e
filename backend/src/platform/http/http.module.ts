import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { AnswerCheck } from './answer-check.interceptor.js';
import { ErrorFilter } from './error.filter.js';
import { KeptAnswers } from './kept-answers.js';
import { HealthController } from './health.controller.js';
import { LivePages } from './live-pages.js';
import { Readiness } from './readiness.js';
import { RouteCheck } from './route-check.js';
import { validationPipe } from './validation.js';

@Global()
@Module({
  imports: [DiscoveryModule],
  controllers: [HealthController],
  providers: [
    KeptAnswers,
    LivePages,
    Readiness,
    RouteCheck,
    { provide: APP_FILTER, useClass: ErrorFilter },
    { provide: APP_INTERCEPTOR, useClass: AnswerCheck },
    { provide: APP_PIPE, useValue: validationPipe },
  ],
  exports: [KeptAnswers, LivePages, Readiness],
})
export class HttpModule {}
