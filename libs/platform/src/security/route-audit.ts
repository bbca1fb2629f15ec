import { Injectable, type OnModuleInit, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ACCESS } from './access.js';

/** Refuses to start while a route says neither who may use it nor that everyone may. */
@Injectable()
export class RouteAudit implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onModuleInit(): void {
    const open = this.discovery
      .getControllers()
      .flatMap(({ metatype }) => this.openRoutesOf(metatype as Type<unknown> | null));
    if (open.length === 0) return;
    throw new Error(`These routes have neither @Roles nor @Public: ${open.join(', ')}`);
  }

  private openRoutesOf(controller: Type<unknown> | null): string[] {
    if (!controller) return [];
    const prototype = controller.prototype as Record<string, unknown>;
    return this.scanner
      .getAllMethodNames(prototype)
      .filter((name) => isRoute(prototype[name]))
      .filter(
        (name) =>
          this.reflector.getAllAndOverride(ACCESS, [prototype[name] as () => unknown, controller]) ===
          undefined,
      )
      .map((name) => `${controller.name}.${name}`);
  }
}

const isRoute = (method: unknown): boolean =>
  typeof method === 'function' &&
  Reflect.hasMetadata(PATH_METADATA, method) &&
  Reflect.hasMetadata(METHOD_METADATA, method);
