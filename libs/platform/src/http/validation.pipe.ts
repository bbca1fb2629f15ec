import { type ArgumentMetadata, type Type, ValidationPipe } from '@nestjs/common';
import { describeValidation } from './describe-validation.js';
import { Refusal } from './refusal.js';
import { soundBody } from './sound-body.js';

class RequestValidation extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const sound = soundBody(metadata.metatype, metadata.type === 'query' ? ownOf(value) : value);
    return sound ?? (await super.transform(value, metadata));
  }
}

/** Fastify gives a query no prototype. */
const ownOf = (query: unknown): unknown => ({ ...(query as object) });

/** Lets through only what the DTO classes know, as the type it was sent in: "5" is no number. */
export const requestValidation = (): ValidationPipe =>
  new RequestValidation({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    transformOptions: { enableImplicitConversion: false },
    validationError: { target: true, value: true },
    exceptionFactory: (errors) => Refusal.invalidAll(describeValidation(errors)),
  });

const validation = requestValidation();

/** What a body of its own would be: one of many things in a body, checked like a body alone. Throws the refusal. */
export const checkedBody = <T>(type: Type<T>, given: unknown): Promise<T> =>
  validation.transform(given, { type: 'body', metatype: type }) as Promise<T>;
