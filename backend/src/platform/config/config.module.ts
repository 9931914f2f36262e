import { Module, type DynamicModule } from '@nestjs/common';
import { AppConfig } from '@orbisvoice/config';

/** Gives everybody the configuration that the entry file parsed; nothing in the application reads the environment. */
@Module({})
export class ConfigModule {
  static with(config: AppConfig): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [{ provide: AppConfig, useValue: config }],
      exports: [AppConfig],
    };
  }
}
