import { Injectable } from '@nestjs/common';

type Check = () => Promise<void>;

const CHECK_MS = 2_000;

/** Whether this process should get traffic: its dependencies answer and it is not about to stop. */
@Injectable()
export class Readiness {
  private readonly checks = new Map<string, Check>();
  private stopping = false;

  /** `check` rejects where the dependency is down. */
  register(name: string, check: Check): void {
    this.checks.set(name, check);
  }

  get draining(): boolean {
    return this.stopping;
  }

  /** From here on load balancers are told to look elsewhere. Never taken back. */
  drain(): void {
    this.stopping = true;
  }

  async report(): Promise<{ ready: boolean; parts: Record<string, 'up' | 'down'> }> {
    const parts = await Promise.all(
      [...this.checks].map(async ([name, check]) => [name, (await answers(check)) ? 'up' : 'down'] as const),
    );
    const ready = !this.stopping && parts.every(([, state]) => state === 'up');
    return { ready, parts: Object.fromEntries(parts) };
  }
}

async function answers(check: Check): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), CHECK_MS);
  });
  try {
    await Promise.race([check(), late]);
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
