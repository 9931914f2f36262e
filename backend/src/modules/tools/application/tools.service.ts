import { Injectable } from '@nestjs/common';
import type { CreateTool, Page, PageQuery, Tool, UpdateTool } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import { newId } from '../../../platform/crypto/index.js';
import { TenantDatabase, type TenantId } from '../../../platform/database/index.js';
import { AppError, idOfCursor, pageById } from '../../../platform/http/index.js';
import type { AuditActor } from '../../tenants/index.js';
import { BUILTIN_PARAMETERS } from '../domain/builtin-parameters.js';
import { secretNamesOf } from '../domain/secret-names.js';
import type { ToolRecord } from '../domain/tool-record.js';
import { ToolSecretsRepository } from '../persistence/tool-secrets.repository.js';
import { ToolsRepository } from '../persistence/tools.repository.js';
import { ToolChangeLog } from './tool-change-log.js';
import { ToolRules } from './tool-rules.service.js';
import { toTool } from './tool.mapping.js';

/** Tools as their editors see them. */
@Injectable()
export class ToolsService {
  constructor(
    private readonly database: TenantDatabase,
    private readonly tools: ToolsRepository,
    private readonly secrets: ToolSecretsRepository,
    private readonly rules: ToolRules,
    private readonly changes: ToolChangeLog,
    private readonly clock: Clock,
  ) {}

  list(tenantId: TenantId, { limit, cursor }: PageQuery): Promise<Page<Tool>> {
    const before = idOfCursor(cursor);
    return this.database.withTenant(tenantId, async (tx) => {
      const rows = await this.tools.page(tx, tenantId, before, limit + 1);
      const secrets = await this.secrets.ofTools(
        tx,
        tenantId,
        rows.map((row) => row.id),
      );
      return pageById(
        rows,
        limit,
        (row) => row.id,
        (row) => toTool(row, secrets),
      );
    });
  }

  get(tenantId: TenantId, id: string): Promise<Tool> {
    return this.database.withTenant(tenantId, async (tx) => {
      const tool = await this.tools.find(tx, tenantId, id);
      if (!tool) throw new AppError('tool_not_found');
      return toTool(tool, await this.secrets.ofTools(tx, tenantId, [id]));
    });
  }

  create(tenantId: TenantId, actor: AuditActor, input: CreateTool): Promise<Tool> {
    const now = this.clock.now();
    const tool = { ...partsOf(input), id: newId(now.getTime()), createdAt: now, updatedAt: now };
    this.rules.check(tool);
    return this.changes.edit(tenantId, async (tx) => {
      await this.changes.ensureNameFree(tx, tenantId, tool);
      await this.tools.insert(tx, tenantId, tool);
      await this.changes.record(tx, tenantId, actor, 'tool.created', tool.id);
      return toTool(tool, []);
    });
  }

  update(tenantId: TenantId, actor: AuditActor, id: string, change: UpdateTool): Promise<Tool> {
    return this.changes.edit(tenantId, async (tx) => {
      const before = await this.tools.findLocked(tx, tenantId, id);
      if (!before) throw new AppError('tool_not_found');
      this.rules.checkChange(before, change);
      const parameters = before.builtin ? before.parameters : (change.parameters ?? before.parameters);
      const tool: ToolRecord = { ...before, ...change, parameters, updatedAt: this.clock.now() };
      this.rules.check(tool);
      await this.changes.ensureNameFree(tx, tenantId, tool);
      const { id: _id, kind: _kind, createdAt: _createdAt, ...changed } = tool;
      await this.tools.update(tx, tenantId, id, changed);
      await this.secrets.keepOnly(tx, tenantId, id, secretNamesOf(tool));
      await this.changes.record(tx, tenantId, actor, 'tool.updated', id);
      return toTool(tool, await this.secrets.ofTools(tx, tenantId, [id]));
    });
  }

  remove(tenantId: TenantId, actor: AuditActor, id: string): Promise<void> {
    return this.changes.edit(tenantId, async (tx) => {
      // Locked first: an agent that takes the tool at this moment waits, and then finds it gone.
      if (!(await this.tools.findLocked(tx, tenantId, id))) throw new AppError('tool_not_found');
      await this.changes.ensureUnused(tx, tenantId, id);
      await this.tools.remove(tx, tenantId, id);
      await this.changes.record(tx, tenantId, actor, 'tool.deleted', id);
    });
  }
}

function partsOf(input: CreateTool): Omit<ToolRecord, 'id' | 'createdAt' | 'updatedAt'> {
  const { name, description, kind, confirm, filler, background } = input;
  const common = { name, description, kind, confirm, filler, background };
  if (input.kind === 'builtin') {
    const parameters = BUILTIN_PARAMETERS[input.builtin.name];
    return { ...common, parameters, http: null, builtin: input.builtin };
  }
  const http = input.kind === 'http' ? input.http : null;
  return { ...common, parameters: input.parameters, http, builtin: null };
}
