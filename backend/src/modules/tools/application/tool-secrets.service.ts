import { Injectable } from '@nestjs/common';
import type { SetToolSecrets, Tool } from '@orbisvoice/contracts';
import { Clock } from '../../../platform/clock/clock.js';
import { webhookKey } from '../../../platform/crypto/index.js';
import { TenantDatabase, type TenantId, type Transaction } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/http/index.js';
import { TenantVault, type SecretPlace } from '../../../platform/vault/index.js';
import type { AuditActor } from '../../tenants/index.js';
import { secretNamesOf, WEBHOOK_SECRET } from '../domain/secret-names.js';
import type { ToolRecord } from '../domain/tool-record.js';
import { ToolSecretsRepository } from '../persistence/tool-secrets.repository.js';
import { ToolsRepository } from '../persistence/tools.repository.js';
import { ToolChangeLog } from './tool-change-log.js';
import { toTool } from './tool.mapping.js';

const SHOWN = 4;
/** Of a shorter secret the last characters would be most of it. */
const SHOWN_FROM = 8;

/** Secrets go in and are used; nobody reads them back. */
@Injectable()
export class ToolSecrets {
  constructor(
    private readonly database: TenantDatabase,
    private readonly tools: ToolsRepository,
    private readonly secrets: ToolSecretsRepository,
    private readonly vault: TenantVault,
    private readonly changes: ToolChangeLog,
    private readonly clock: Clock,
  ) {}

  set(tenantId: TenantId, actor: AuditActor, toolId: string, values: SetToolSecrets): Promise<Tool> {
    return this.database.withTenant(tenantId, async (tx) => {
      const tool = await this.tools.findLocked(tx, tenantId, toolId);
      if (!tool) throw new AppError('tool_not_found');
      refuseUnknown(tool, values);
      for (const [name, value] of Object.entries(values)) {
        if (value === null) await this.secrets.remove(tx, tenantId, toolId, name);
        else await this.save(tx, tenantId, toolId, name, value);
      }
      await this.changes.record(tx, tenantId, actor, 'tool.secrets_changed', toolId);
      return toTool(tool, await this.secrets.ofTools(tx, tenantId, [toolId]));
    });
  }

  /** Values by name, for the request that is about to be made. */
  async read(tenantId: TenantId, toolId: string): Promise<Map<string, string>> {
    return this.database.withTenant(tenantId, async (tx) => {
      const values = new Map<string, string>();
      for (const { name, keyId, sealed } of await this.secrets.ofTools(tx, tenantId, [toolId]))
        values.set(name, await this.vault.open(tx, tenantId, placeOf(toolId, name), { keyId, sealed }));
      return values;
    });
  }

  private async save(tx: Transaction, tenantId: TenantId, toolId: string, name: string, value: string) {
    const { keyId, sealed } = await this.vault.seal(tx, tenantId, placeOf(toolId, name), value);
    const last4 = value.length < SHOWN_FROM ? '' : value.slice(-SHOWN);
    await this.secrets.save(tx, tenantId, {
      toolId,
      name,
      keyId,
      sealed,
      last4,
      updatedAt: this.clock.now(),
    });
  }
}

const placeOf = (toolId: string, name: string): SecretPlace => ['tool_secrets', toolId, name];

function refuseUnknown(tool: ToolRecord, values: SetToolSecrets): void {
  const known = secretNamesOf(tool);
  const details = Object.keys(values)
    .filter((name) => !known.includes(name))
    .map((name) => ({ path: name, message: 'is not among the secretNames of the tool' }));
  const signing = tool.builtin ? values[WEBHOOK_SECRET] : undefined;
  if (signing && !webhookKey(signing))
    details.push({ path: WEBHOOK_SECRET, message: 'must be whsec_ and 24 to 64 bytes in base64' });
  if (details.length > 0) throw new AppError('unprocessable', { details });
}
