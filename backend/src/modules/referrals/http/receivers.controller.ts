import { Controller, HttpCode, Param, Post, Req, type RawBodyRequest } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { MessageReceipt } from '@orbisvoice/contracts';
import type { FastifyRequest } from 'fastify';
import { Answers, AppError, Public } from '../../../platform/http/index.js';
import { Receivers } from '../application/receivers.js';
import { Senders, type Receiver } from '../application/senders.js';

/**
 * Where billing, payout and other systems report. The signature stands in for a credential; an answer of success means
 * that the message is kept for good, and anything else that the sender should send it again.
 */
@ApiTags('referrals')
@Controller('webhooks')
@Public()
export class ReceiversController {
  constructor(
    private readonly senders: Senders,
    private readonly receivers: Receivers,
  ) {}

  @Post('billing/:source')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Reports of a billing system, by Standard Webhooks; as `stripe`, the events of Stripe.',
  })
  @ApiBody({ description: 'A `BillingMessage`, or an event of Stripe.', schema: { type: 'object' } })
  @Answers(MessageReceipt)
  billing(
    @Param('source') source: string,
    @Req() request: RawBodyRequest<FastifyRequest>,
  ): Promise<MessageReceipt> {
    return this.receivers.billing(this.verified('billing', source, request));
  }

  @Post('referrals/:source')
  @HttpCode(200)
  @ApiOperation({ summary: 'Facts of another referral system, by Standard Webhooks.' })
  @ApiBody({ description: 'A `ReferralMessage`.', schema: { type: 'object' } })
  @Answers(MessageReceipt)
  referrals(
    @Param('source') source: string,
    @Req() request: RawBodyRequest<FastifyRequest>,
  ): Promise<MessageReceipt> {
    return this.receivers.referrals(this.verified('referrals', source, request));
  }

  @Post('payouts/:source')
  @HttpCode(200)
  @ApiOperation({ summary: 'Requests for payouts and what became of them, by Standard Webhooks.' })
  @ApiBody({ description: 'A `PayoutMessage`.', schema: { type: 'object' } })
  @Answers(MessageReceipt)
  payouts(
    @Param('source') source: string,
    @Req() request: RawBodyRequest<FastifyRequest>,
  ): Promise<MessageReceipt> {
    return this.receivers.payout(this.verified('payouts', source, request));
  }

  private verified(receiver: Receiver, source: string, { headers, rawBody }: RawBodyRequest<FastifyRequest>) {
    if (!rawBody) throw new AppError('bad_request', { message: 'A message has a body.' });
    return this.senders.verify(receiver, source, { headers, body: rawBody });
  }
}
