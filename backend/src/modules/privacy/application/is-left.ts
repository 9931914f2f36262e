/** Whether a stream was destroyed before its end by whoever read it. */
export const isLeft = (error: unknown): boolean =>
  (error as { code?: unknown }).code === 'ERR_STREAM_PREMATURE_CLOSE';
