import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { ErrorFilter } from './error.filter.js';
import { KeptAnswers } from './kept-answers.js';
import { RouteCheck } from './route-check.js';
import { validationPipe } from './validation.js';

@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [
    KeptAnswers,
    RouteCheck,
    { provide: APP_FILTER, useClass: ErrorFilter },
    { provide: APP_PIPE, useValue: validationPipe },
  ],
  exports: [KeptAnswers],
})
export class HttpModule {}
