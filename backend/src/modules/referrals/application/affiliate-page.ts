import { Injectable, type OnModuleInit } from '@nestjs/common';
import { termsTexts } from '@orbisvoice/contracts';
import { ExpiringCache } from '../../../platform/cache/expiring-cache.js';
import { Clock } from '../../../platform/clock/clock.js';
import { LivePages } from '../../../platform/http/index.js';
import { Logger } from '../../../platform/logging/index.js';
import { TermsService } from './terms.service.js';

const PAGE = '/affiliates';
/** The page is asked for more often than terms change. */
const KEPT_MS = 10_000;
const PLACE = /(<span data-terms="(\w+)">)[^<]*(<\/span>)/g;

/** The public page is built with the first terms; whoever reads it, also without a script, reads those in force. */
@Injectable()
export class AffiliatePage implements OnModuleInit {
  private readonly kept: ExpiringCache<Record<string, string>>;

  constructor(
    private readonly terms: TermsService,
    private readonly pages: LivePages,
    private readonly logger: Logger,
    clock: Clock,
  ) {
    this.kept = new ExpiringCache(KEPT_MS, 1, () => clock.monotonicMs());
  }

  onModuleInit(): void {
    this.pages.add(PAGE, (html) => this.write(html));
  }

  private async write(html: string): Promise<string> {
    try {
      const texts = await this.texts();
      return html.replace(PLACE, (whole, before: string, name: string, after: string) =>
        Object.hasOwn(texts, name) ? before + escaped(texts[name] ?? '') + after : whole,
      );
    } catch (err) {
      this.logger.warn('the affiliate page shows the first terms', { err });
      return html;
    }
  }

  private async texts(): Promise<Record<string, string>> {
    const known = this.kept.get(PAGE);
    if (known) return known;
    const texts = termsTexts((await this.terms.current()).figures);
    this.kept.set(PAGE, texts);
    return texts;
  }
}

const escaped = (text: string): string => text.replace(/[&<>]/g, (mark) => `&#${mark.charCodeAt(0)};`);
