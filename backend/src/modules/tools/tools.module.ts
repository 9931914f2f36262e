import { Module } from '@nestjs/common';
import { ToolsFacade } from './application/tools-facade.js';
import { ToolsRepository } from './persistence/tools.repository.js';

@Module({ providers: [ToolsFacade, ToolsRepository], exports: [ToolsFacade] })
export class ToolsModule {}
