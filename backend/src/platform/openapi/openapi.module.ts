import { Module } from '@nestjs/common';
import { ApiDescription } from './api-description.js';
import { ReferenceController } from './reference.controller.js';

@Module({ controllers: [ReferenceController], providers: [ApiDescription], exports: [ApiDescription] })
export class OpenApiModule {}
