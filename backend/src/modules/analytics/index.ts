export { AnalyticsRebuild, type AnalyticsFindings } from './application/analytics-rebuild.service.js';
export { AnalyticsModule } from './analytics.module.js';
