import { Body, Controller, Headers, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { CallRating, RateCall } from '@orbisvoice/contracts';
import { Answers, PathId, Public, RateLimited } from '../../../platform/http/index.js';
import { CallRatings } from '../application/call-ratings.service.js';

const BEARER = /^bearer +(\S+)$/i;

@ApiTags('widget')
@Controller('widget/calls')
export class CallRatingsController {
  constructor(private readonly ratings: CallRatings) {}

  /** Public to keys and people: the right to rate comes with the call's session, as `ratingToken`. */
  @Post(':callId/rating')
  @HttpCode(200)
  @Answers(CallRating)
  @ApiBearerAuth('ratingToken')
  @Public()
  @RateLimited({ name: 'call-rating', per: 'address', limit: 30 })
  rate(
    @PathId('call_not_found', 'callId') callId: string,
    @Body({ schema: RateCall }) rating: RateCall,
    @Headers('authorization') authorization: string | undefined,
  ): Promise<CallRating> {
    return this.ratings.rate(BEARER.exec(authorization ?? '')?.[1], callId, rating);
  }
}
