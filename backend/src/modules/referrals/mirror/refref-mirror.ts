import { SignJWT } from 'jose';
import {
  ReferralMirror,
  type MirroredFact,
  type MirrorHealth,
  type PushResult,
} from '../application/referral-mirror.port.js';
import { REFREF_NOTICE } from './refref-notice.js';
import { trackingOf, type RefRefProduct, type RefRefRequest } from './refref-requests.js';

export interface RefRefSettings extends RefRefProduct {
  readonly apiUrl: string;
  readonly apiKey: string | undefined;
  readonly clientSecret: string | undefined;
  /** What the operator says that they run. */
  readonly commit: string | undefined;
}

const TIMEOUT_MS = 5_000;
const TOKEN_SECONDS = 60;
/** Before a byte was sent. Everything else may have been acted on. */
const UNSENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);
/** It refuses before it acts. */
const REFUSALS = new Set([401, 404, 429]);

/**
 * Copies facts to a RefRef that the operator runs. It does a repeated request twice, so whatever is in doubt is left to a
 * person. A key is asked about once: each call with one counts against a small daily number there.
 */
export class RefRefMirror extends ReferralMirror {
  readonly name = 'refref';
  readonly enabled = true;
  private tracks: Promise<boolean> | undefined;
  /** A key that was good once and is refused now has had its share of the day: what is due waits for the next one. */
  private tookKey = false;

  constructor(private readonly settings: RefRefSettings) {
    super();
  }

  async health(): Promise<MirrorHealth> {
    const reachable = (await this.ask('GET', '/health', {})).status === '200';
    const track = reachable && (await this.mayTrack());
    const widget = this.settings.clientSecret !== undefined;
    return {
      reachable,
      capabilities: [...(track ? (['track'] as const) : []), ...(widget ? (['widget_init'] as const) : [])],
      words: this.words(reachable, track, widget),
      warnings: this.warnings(),
    };
  }

  async push(fact: MirroredFact): Promise<PushResult> {
    if (await this.mayTrack()) {
      const { apiKey = '' } = this.settings;
      return this.send(trackingOf(fact, this.settings), { 'x-api-key': apiKey });
    }
    if (this.tookKey) return { outcome: 'not_sent', status: '401' };
    const { clientSecret, productId } = this.settings;
    if (fact.type !== 'user.signup' || clientSecret === undefined)
      return { outcome: 'unsupported', status: 'no_capability' };
    const token = await new SignJWT({ productId })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(fact.userId)
      .setIssuedAt()
      .setExpirationTime(`${TOKEN_SECONDS} s`)
      .sign(Buffer.from(clientSecret));
    return this.send({ path: '/v1/widget/init', body: { productId } }, { authorization: `Bearer ${token}` });
  }

  private mayTrack(): Promise<boolean> {
    return (this.tracks ??= this.probe().then((answer) => {
      // Nothing learnt: ask again next time.
      if (answer === undefined) this.tracks = undefined;
      return answer ?? false;
    }));
  }

  private async probe(): Promise<boolean | undefined> {
    const { apiKey, programId } = this.settings;
    if (apiKey === undefined) return false;
    const path = `/v1/programs/${encodeURIComponent(programId)}`;
    const { status } = await this.ask('GET', path, { 'x-api-key': apiKey });
    if (status === '200') return (this.tookKey = true);
    return /^4\d\d$/.test(status) && !this.tookKey ? false : undefined;
  }

  private async send({ path, body }: RefRefRequest, headers: Record<string, string>): Promise<PushResult> {
    const { status, sent } = await this.ask('POST', path, headers, body);
    const code = Number(status);
    // A key may be withdrawn, or have had its share of the day: ask anew what it may.
    if (status === '401') this.tracks = undefined;
    if (!sent) return { outcome: 'not_sent', status };
    if (code >= 200 && code < 300) return { outcome: 'acked', status };
    if (REFUSALS.has(code)) return { outcome: 'not_sent', status };
    if (code >= 400 && code < 500) return { outcome: 'rejected', status };
    return { outcome: 'ambiguous', status };
  }

  private async ask(
    method: 'GET' | 'POST',
    path: string,
    headers: Record<string, string>,
    body?: object,
  ): Promise<{ status: string; sent: boolean }> {
    try {
      const answer = await fetch(new URL(path, this.settings.apiUrl), {
        method,
        headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
        body: body ? JSON.stringify(body) : null,
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await answer.body?.cancel();
      return { status: String(answer.status), sent: true };
    } catch (error) {
      const { cause, name } = error as { cause?: { code?: string }; name?: string };
      const code = cause?.code ?? name ?? 'unknown';
      return { status: code, sent: !UNSENT.has(code) };
    }
  }

  private words(reachable: boolean, track: boolean, widget: boolean): string {
    if (!reachable) return 'RefRef does not answer. What is to be copied waits; nothing here depends on it.';
    if (track) return 'RefRef answers and takes our key: sign-ups and paid invoices are copied.';
    const key = this.settings.apiKey === undefined ? 'no API key is configured' : 'it refuses our API key';
    return widget
      ? `RefRef answers, but ${key}: only sign-ups are copied.`
      : `RefRef answers, but ${key} and no client secret is configured: nothing is copied.`;
  }

  private warnings(): string[] {
    const { commit } = this.settings;
    if (commit === undefined) return ['REFREF_COMMIT does not say which version is run.'];
    const { pinned_commit: pinned } = REFREF_NOTICE;
    const same = commit.startsWith(pinned) || pinned.startsWith(commit);
    return same ? [] : [`The notice on record is about ${pinned}, and ${commit} is run.`];
  }
}
