/** A server of one's own for `ApiClient`: each request is answered by the next line of a script. */
export function scriptedFetch(...script: (Response | (() => Response | Promise<Response>))[]) {
  const requests: { method: string; path: string; headers: Headers; body: unknown }[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    requests.push({
      method: init?.method ?? 'GET',
      path: input as string,
      headers: new Headers(init?.headers),
      body: typeof init?.body === 'string' ? JSON.parse(init.body) : undefined,
    });
    const next = script.shift();
    if (!next) throw new Error(`nobody answers ${String(input)}`);
    return typeof next === 'function' ? next() : next;
  };
  return { fetch, requests, paths: () => requests.map(({ method, path }) => `${method} ${path}`) };
}

/** jsdom brings no Response; this is the part of it that the client reads. */
export const answer = (status: number, body?: unknown): Response =>
  ({
    ok: status < 400,
    status,
    json: () => (body === undefined ? Promise.reject(new SyntaxError('no JSON')) : Promise.resolve(body)),
  }) as Response;

export const refusal = (
  status: number,
  code: string,
  details?: { path: string; message: string }[],
): Response =>
  answer(status, {
    error: { code, message: `It is ${code}.`, requestId: 'req-1', ...(details && { details }) },
  });
