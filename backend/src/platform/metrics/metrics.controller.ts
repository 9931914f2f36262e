import { Controller, Get, Header, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { AppConfig } from '@orbisvoice/config';
import type { FastifyRequest } from 'fastify';
import { Public } from '../http/access.decorator.js';
import { AppError } from '../http/app-error.js';
import { mayReadMetrics } from './metrics-access.js';
import { Metrics } from './metrics.js';

@Controller('metrics')
@ApiExcludeController()
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly config: AppConfig,
  ) {}

  @Get()
  @Public()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  read(@Req() request: FastifyRequest): Promise<string> {
    if (!mayReadMetrics(this.config, request)) throw new AppError('not_found');
    return this.metrics.registry.metrics();
  }
}
