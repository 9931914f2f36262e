import { AsyncLocalStorage } from 'node:async_hooks';

/** What every log line of one request or job shares. Only the logger and the error filter read it. */
export interface RequestContext {
  requestId: string;
}

const storage = new AsyncLocalStorage<RequestContext>();

export const runInContext = <T>(context: RequestContext, work: () => T): T => storage.run(context, work);
export const currentRequestId = (): string | undefined => storage.getStore()?.requestId;
