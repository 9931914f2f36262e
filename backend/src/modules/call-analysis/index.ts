export { CallAnalysisModule } from './call-analysis.module.js';
