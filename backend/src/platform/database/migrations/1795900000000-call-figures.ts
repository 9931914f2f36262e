import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a call has used and cost, counted up as its turns are written, and how fast it was, summed up at its end. Costs
 * are billionths of a currency unit, in which every price a token is whole: sums are exact. Null is "not known".
 */
export class CallFigures1795900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table calls
        add column model text,
        add column input_text_tokens bigint not null default 0,
        add column input_audio_tokens bigint not null default 0,
        add column output_text_tokens bigint not null default 0,
        add column output_audio_tokens bigint not null default 0,
        add column priced_reports integer not null default 0,
        add column unpriced_reports integer not null default 0,
        add column cost_nanos bigint not null default 0,
        add column prices_as_of date,
        add column latency jsonb,
        add constraint calls_figures_check check (
          least(input_text_tokens, input_audio_tokens, output_text_tokens, output_audio_tokens, cost_nanos,
                priced_reports, unpriced_reports) >= 0)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table calls
        drop constraint calls_figures_check,
        drop column model, drop column input_text_tokens, drop column input_audio_tokens,
        drop column output_text_tokens, drop column output_audio_tokens, drop column priced_reports,
        drop column unpriced_reports, drop column cost_nanos, drop column prices_as_of, drop column latency`);
  }
}
