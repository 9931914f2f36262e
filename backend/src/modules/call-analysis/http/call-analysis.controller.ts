import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, CurrentPrincipal, PathId, type Principal } from '../../../platform/http/index.js';
import { AnalysisOrders } from '../application/analysis-orders.service.js';

@ApiTags('calls')
@Controller('calls')
export class CallAnalysisController {
  constructor(private readonly orders: AnalysisOrders) {}

  /** The model is asked once more, which costs a little, so it is not for every member. The answer comes later. */
  @Post(':id/analysis')
  @HttpCode(202)
  @Access({ roles: ['owner', 'admin'], scopes: ['calls:write'] })
  order(@CurrentPrincipal() principal: Principal, @PathId('call_not_found') id: string): Promise<void> {
    return this.orders.order(principal.tenantId, id);
  }
}
