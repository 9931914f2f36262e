import { AsyncLocalStorage } from 'node:async_hooks';

/** What all work for one request or job shares: the id in its log lines, and the trace that it belongs to. */
export interface RequestContext {
  requestId: string;
  /** Of its span; undefined where nothing is traced. */
  traceparent?: string | undefined;
}

const storage = new AsyncLocalStorage<RequestContext>();

export const runInContext = <T>(context: RequestContext, work: () => T): T => storage.run(context, work);
export const currentRequestId = (): string | undefined => storage.getStore()?.requestId;
export const currentTraceparent = (): string | undefined => storage.getStore()?.traceparent;
