import { Module } from '@nestjs/common';
import { EgressModule } from '../../platform/egress/index.js';
import { TenantsModule } from '../tenants/index.js';
import { DeliveryDesk } from './application/delivery-desk.service.js';
import { DeliveryLog } from './application/delivery-log.service.js';
import { EndpointLine } from './application/endpoint-line.js';
import { EndpointRules } from './application/endpoint-rules.js';
import { EndpointSwitch } from './application/endpoint-switch.js';
import { EndpointsService } from './application/endpoints.service.js';
import { ForgottenCalls } from './application/forgotten-calls.js';
import { LineSweep } from './application/line-sweep.service.js';
import { LineWorker } from './application/line-worker.service.js';
import { MessageSender } from './application/message-sender.service.js';
import { Publisher } from './application/publisher.service.js';
import { SigningSecrets } from './application/signing-secrets.js';
import { WakeUp } from './application/wake-up.js';
import { WishedDeliveries } from './application/wished-deliveries.service.js';
import { WebhookDeliveriesController } from './http/webhook-deliveries.controller.js';
import { WebhookEndpointsController } from './http/webhook-endpoints.controller.js';
import { LineSweepJob } from './jobs/line-sweep.job.js';
import { PublishAgentPublishedJob } from './jobs/publish-agent-published.job.js';
import { PublishBookingCreatedJob } from './jobs/publish-booking-created.job.js';
import { PublishCallAnalysedJob } from './jobs/publish-call-analysed.job.js';
import { PublishCallEndedJob } from './jobs/publish-call-ended.job.js';
import { PublishCallStartedJob } from './jobs/publish-call-started.job.js';
import { SendSlowWebhooksJob } from './jobs/send-slow-webhooks.job.js';
import { SendWebhooksJob } from './jobs/send-webhooks.job.js';
import { CallTracesRepository } from './persistence/call-traces.repository.js';
import { WebhookEndpointsRepository } from './persistence/webhook-endpoints.repository.js';
import { WebhookLineRepository } from './persistence/webhook-line.repository.js';
import { WebhookLogRepository } from './persistence/webhook-log.repository.js';
import { WebhookOutgoingRepository } from './persistence/webhook-outgoing.repository.js';
import { WebhookSecretsRepository } from './persistence/webhook-secrets.repository.js';
import { WebhooksTeamData } from './persistence/webhooks-team-data.js';

@Module({
  imports: [TenantsModule, EgressModule],
  controllers: [WebhookEndpointsController, WebhookDeliveriesController],
  providers: [
    WebhooksTeamData,
    CallTracesRepository,
    DeliveryDesk,
    DeliveryLog,
    EndpointLine,
    EndpointRules,
    EndpointSwitch,
    EndpointsService,
    ForgottenCalls,
    LineSweep,
    LineSweepJob,
    LineWorker,
    MessageSender,
    PublishAgentPublishedJob,
    PublishBookingCreatedJob,
    PublishCallAnalysedJob,
    PublishCallEndedJob,
    PublishCallStartedJob,
    Publisher,
    SendSlowWebhooksJob,
    SendWebhooksJob,
    SigningSecrets,
    WakeUp,
    WebhookEndpointsRepository,
    WebhookLineRepository,
    WebhookLogRepository,
    WebhookOutgoingRepository,
    WebhookSecretsRepository,
    WishedDeliveries,
  ],
})
export class WebhooksModule {}
