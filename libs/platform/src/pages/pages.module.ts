import { type DynamicModule, Module } from '@nestjs/common';
import { BuiltPages } from './built-pages.js';
import { PagesController } from './pages.controller.js';

/** Serves the console that was built into a folder. */
@Module({})
export class PagesModule {
  static of(folder: string): DynamicModule {
    return {
      module: PagesModule,
      controllers: [PagesController],
      providers: [{ provide: BuiltPages, useFactory: () => new BuiltPages(folder) }],
    };
  }
}
