import { describe, expect, it } from '@jest/globals';
import { answer, refusal, scriptedFetch } from '../testing/answers.js';
import { ApiClient } from './api-client.js';

interface Thing {
  id: string;
}
const signedOut = () => refusal(401, 'unauthenticated');

describe('ApiClient', () => {
  it('leaves out what is not asked for, and gives back the answer', async () => {
    const server = scriptedFetch(answer(200, { id: 'a', extra: 1 }));
    const thing = await new ApiClient(server.fetch).get<Thing>('/things', {
      query: { q: 'x y', cursor: undefined },
    });
    expect(thing.id).toBe('a');
    expect(server.paths()).toEqual(['GET /things?q=x+y']);
  });

  it('turns the error shape into a typed error', async () => {
    const details = [{ path: 'name', message: 'Too long.' }];
    const server = scriptedFetch(refusal(422, 'unprocessable', details));
    const failure = new ApiClient(server.fetch).post<Thing>('/things', { body: {} });
    await expect(failure).rejects.toMatchObject({
      code: 'unprocessable',
      status: 422,
      details,
      requestId: 'req-1',
    });
  });

  it.each([
    ['a page of a proxy', answer(502), { code: 'unreadable', status: 502 }],
    ['an answer that is no JSON', answer(200), { code: 'unreadable', status: 200 }],
    ['a code of the future', refusal(418, 'teapot'), { code: 'teapot', status: 418 }],
    ['no answer', () => Promise.reject(new TypeError('offline')), { code: 'network' }],
  ])('names %s', async (_, response, expected) => {
    const server = scriptedFetch(response);
    await expect(new ApiClient(server.fetch).get<Thing>('/things')).rejects.toMatchObject(expected);
  });

  it('refreshes an expired session once for all requests that meet it, and repeats them', async () => {
    const server = scriptedFetch(
      signedOut(),
      signedOut(),
      answer(200, {}),
      answer(200, { id: 'a' }),
      answer(200, { id: 'b' }),
    );
    const api = new ApiClient(server.fetch);
    const both = await Promise.all([api.get<Thing>('/a'), api.get<Thing>('/b')]);
    expect(both.map(({ id }) => id).sort()).toEqual(['a', 'b']);
    expect(server.paths().filter((path) => path === 'POST /auth/refresh')).toHaveLength(1);
  });

  it('repeats a write with the same idempotency key', async () => {
    const server = scriptedFetch(signedOut(), answer(200, {}), answer(201, { id: 'a' }));
    await new ApiClient(server.fetch).post<Thing>('/keys', { body: { name: 'k' }, idempotent: true });
    const [first, , second] = server.requests;
    expect(first?.headers.get('idempotency-key')).toMatch(/^[0-9a-f]{32}$/);
    expect(second?.headers.get('idempotency-key')).toBe(first?.headers.get('idempotency-key'));
    expect(second?.body).toEqual({ name: 'k' });
  });

  it('gives up where there is no session to refresh, and never refreshes for a wrong password', async () => {
    const over = scriptedFetch(signedOut(), signedOut());
    await expect(new ApiClient(over.fetch).get<Thing>('/a')).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    const wrong = scriptedFetch(refusal(401, 'invalid_credentials'));
    const login = new ApiClient(wrong.fetch).post<Thing>('/auth/login', { body: {} });
    await expect(login).rejects.toMatchObject({ code: 'invalid_credentials' });
    expect(wrong.paths()).toEqual(['POST /auth/login']);
  });

  it('asks once to sign in again where nothing can be refreshed, and then repeats what was asked for', async () => {
    const server = scriptedFetch(
      signedOut(),
      signedOut(),
      signedOut(),
      answer(200, { id: 'a' }),
      answer(200, { id: 'b' }),
    );
    const client = new ApiClient(server.fetch);
    let asked = 0;
    client.signInAgain = () => {
      asked += 1;
      return Promise.resolve(true);
    };
    const both = await Promise.all([client.get<Thing>('/a'), client.post<Thing>('/b', { body: { x: 1 } })]);
    expect(both.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(asked).toBe(1);
    expect(server.requests.at(-1)?.body).toEqual({ x: 1 });
  });

  it('fails where the person does not want to sign in again', async () => {
    const server = scriptedFetch(signedOut(), signedOut());
    const client = new ApiClient(server.fetch);
    client.signInAgain = () => Promise.resolve(false);
    await expect(client.get('/a')).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  describe('in the team that the page shows', () => {
    const elsewhere = () => refusal(409, 'tenant_switched');
    const teams = ({ requests }: ReturnType<typeof scriptedFetch>) =>
      requests.map(({ headers }) => headers.get('x-tenant-id'));

    it('says which one it is, except to what is about the session itself', async () => {
      const server = scriptedFetch(answer(200, {}), signedOut(), answer(200, {}), answer(200, {}));
      const client = new ApiClient(server.fetch);
      client.team = 'one';
      await client.post('/auth/switch-tenant', { body: {} });
      await client.get('/a');
      expect(server.paths().slice(2)).toEqual(['POST /auth/refresh', 'GET /a']);
      expect(teams(server)).toEqual([null, 'one', null, 'one']);
    });

    it('asks once where the session has left it, and repeats what was asked for after the return', async () => {
      const server = scriptedFetch(
        elsewhere(),
        elsewhere(),
        answer(200, { id: 'a' }),
        answer(201, { id: 'b' }),
      );
      const client = new ApiClient(server.fetch);
      client.team = 'one';
      let asked = 0;
      client.returnToTeam = () => {
        asked += 1;
        return Promise.resolve(true);
      };
      const both = await Promise.all([client.get<Thing>('/a'), client.post<Thing>('/b', { body: { x: 1 } })]);
      expect(both.map(({ id }) => id)).toEqual(['a', 'b']);
      expect(asked).toBe(1);
      expect(server.requests.at(-1)?.body).toEqual({ x: 1 });
    });

    it('asks also after a refresh, and sends nothing again where the person stays away', async () => {
      const server = scriptedFetch(signedOut(), answer(200, {}), elsewhere());
      const client = new ApiClient(server.fetch);
      client.team = 'one';
      client.returnToTeam = () => Promise.resolve(false);
      await expect(client.post('/a')).rejects.toMatchObject({ code: 'tenant_switched' });
      expect(server.paths()).toEqual(['POST /a', 'POST /auth/refresh', 'POST /a']);
    });
  });
});
