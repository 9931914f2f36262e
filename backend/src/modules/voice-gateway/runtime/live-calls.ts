import { Injectable } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';
import { AppError } from '../../../platform/http/index.js';

/** Counts the calls of this process while they are on. What a tenant or a key may have is counted for all processes together. */
@Injectable()
export class LiveCalls {
  private total = 0;

  constructor(private readonly config: AppConfig) {}

  get count(): number {
    return this.total;
  }

  /** Takes a place; the returned function gives it back, once. */
  reserve(): () => void {
    if (this.total >= this.config.callsPerProcess)
      throw new AppError('concurrency_limited', { message: 'The server has no room for another call.' });
    this.total += 1;
    let held = true;
    return () => {
      if (held) this.total -= 1;
      held = false;
    };
  }
}
