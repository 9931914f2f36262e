import type { AppConfig } from '@orbisvoice/config';
import { GeminiProvider } from './gemini-provider.js';

/** The local engine takes any key, and the SDK wants one. */
const LOCAL_KEY = 'local';

/** The model that this process is configured for. */
export const configuredProvider = ({
  geminiApiKey,
  geminiBaseUrl,
  geminiModel,
}: Pick<AppConfig, 'geminiApiKey' | 'geminiBaseUrl' | 'geminiModel'>): GeminiProvider =>
  new GeminiProvider({ apiKey: geminiApiKey ?? LOCAL_KEY, baseUrl: geminiBaseUrl, model: geminiModel });
