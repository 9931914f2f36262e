import { Body, Controller, Headers, HttpCode, Post } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { InvokeTool, InvokedTool, TestTool, TestedTool } from '@orbisvoice/contracts';
import { newId } from '../../../platform/crypto/index.js';
import {
  Access,
  Answers,
  AppError,
  CurrentPrincipal,
  PathId,
  type Principal,
} from '../../../platform/http/index.js';
import { ToolInvocations } from '../application/tool-invocations.service.js';
import { ToolTests } from '../application/tool-tests.service.js';

const KEY = /^[\x21-\x7e]{1,200}$/;

@ApiTags('tools')
@Controller()
export class ToolInvocationsController {
  constructor(
    private readonly invocations: ToolInvocations,
    private readonly tests: ToolTests,
  ) {}

  /**
   * Uses a tool of an agent as a call does. The ledger of tools keeps `Idempotency-Key` itself: unlike a kept answer it
   * can tell an effect that is in doubt from one that never began.
   */
  @Post('agents/:id/tools/:toolId/invoke')
  @HttpCode(200)
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @Answers(InvokedTool)
  @Access({ scopes: ['tools:invoke'] })
  async invoke(
    @CurrentPrincipal() principal: Principal,
    @PathId('agent_not_found') agentId: string,
    @PathId('tool_not_found', 'toolId') toolId: string,
    @Headers('idempotency-key') key: string | undefined,
    @Body({ schema: InvokeTool }) { callId, args }: InvokeTool,
  ): Promise<InvokedTool> {
    const { tenantId } = principal;
    const tool = (await this.invocations.toolsOf(tenantId, agentId)).find(({ id }) => id === toolId);
    if (!tool) throw new AppError('tool_not_found');
    const wish = { agentId, callId: callId ?? null, args, idempotencyKey: slotOf(principal, key) };
    const answer = await this.invocations.invoke(tenantId, tool, wish, new AbortController().signal);
    if (answer.outcome === 'page')
      throw new AppError('unprocessable', { message: 'This tool is answered by the page of the call.' });
    if (answer.outcome !== 'error') return { outcome: answer.outcome, result: answer.result };
    const { code, message, details } = answer.error;
    throw new AppError(code, { message, ...(details && { details }) });
  }

  @Post('tools/:id/test')
  @HttpCode(200)
  @Answers(TestedTool)
  @Access({ roles: ['owner', 'admin'], scopes: ['tools:write', 'tools:invoke'] })
  test(
    @CurrentPrincipal() { tenantId }: Principal,
    @PathId('tool_not_found') id: string,
    @Body({ schema: TestTool }) wish: TestTool,
  ): Promise<TestedTool> {
    return this.tests.run(tenantId, id, wish);
  }
}

/** Two callers of one tenant do not share keys. */
function slotOf(principal: Principal, key: string | undefined): string {
  const caller = principal.kind === 'user' ? principal.userId : principal.keyId;
  if (key === undefined) return `once:${newId()}`;
  if (KEY.test(key)) return `${caller}:${key}`;
  throw new AppError('bad_request', {
    details: [{ path: 'idempotency-key', message: 'must be 1 to 200 visible characters' }],
  });
}
