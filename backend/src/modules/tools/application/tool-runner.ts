import { Injectable } from '@nestjs/common';
import type { TenantId } from '../../../platform/database/index.js';
import { Metrics } from '../../../platform/metrics/index.js';
import type { ToolEnd, ToolRun } from '../domain/tool-outcome.js';
import type { ToolRecord } from '../domain/tool-record.js';
import { BookMeetingTool } from './book-meeting-tool.js';
import { HttpTool, repeatable } from './http-tool.js';
import { InFlight } from './in-flight.js';
import { SendEmailTool } from './send-email-tool.js';
import { TransferTool } from './transfer-tool.js';

const SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20];

/** Does what a tool does, whoever asked and however often: that is the ledger's business. */
@Injectable()
export class ToolRunner {
  private readonly inFlight = new InFlight();
  private readonly took;

  constructor(
    private readonly httpTool: HttpTool,
    private readonly sendEmail: SendEmailTool,
    private readonly bookMeeting: BookMeetingTool,
    private readonly transfer: TransferTool,
    metrics: Metrics,
  ) {
    this.took = metrics.histogram('orbis_tool_seconds', 'How long tools took.', SECONDS, ['tool', 'state']);
  }

  /** True where running the tool twice for one occasion does no harm. */
  mayRepeat({ http, builtin }: ToolRecord): boolean {
    if (http) return repeatable(http);
    return builtin?.name !== 'transferToHuman' || builtin.settings.webhookUrl === undefined;
  }

  async run(tenantId: TenantId, tool: ToolRecord, run: ToolRun): Promise<ToolEnd> {
    if (!this.inFlight.enter(tenantId)) return BUSY;
    const stop = this.took.startTimer({ tool: tool.builtin?.name ?? tool.kind });
    let state = 'broken';
    try {
      const end = await this.dispatch(tenantId, tool, run);
      state = end.state;
      return end;
    } finally {
      this.inFlight.leave(tenantId);
      stop({ state });
    }
  }

  private dispatch(tenantId: TenantId, tool: ToolRecord, run: ToolRun): Promise<ToolEnd> {
    const { id, http, builtin } = tool;
    if (http) return this.httpTool.run(tenantId, id, http, run);
    switch (builtin?.name) {
      case 'sendEmail':
        return this.sendEmail.run(tenantId, builtin.settings, run);
      case 'bookMeeting':
        return this.bookMeeting.run(tenantId, id, builtin.settings, run);
      case 'transferToHuman':
        return this.transfer.run(tenantId, id, builtin.settings, run);
      case 'endCall':
        return Promise.resolve({ state: 'succeeded', result: { endCall: true }, endCall: true });
      case undefined:
        return Promise.resolve(BY_THE_PAGE);
    }
  }
}

const BUSY: ToolEnd = {
  state: 'failed',
  mayRepeat: true,
  error: {
    code: 'concurrency_limited',
    message: 'Too many tools of this team are running. Try again later.',
  },
};
const BY_THE_PAGE: ToolEnd = {
  state: 'failed',
  mayRepeat: true,
  error: { code: 'unprocessable', message: 'This tool is answered by the page of the call.' },
};
