import { Catch, type RpcExceptionFilter } from '@nestjs/common';
import { type Observable, throwError } from 'rxjs';

/** Nest would replace the error by "Internal server error"; whether to retry or to set aside depends on the real one. */
@Catch()
export class LetErrorsThrough implements RpcExceptionFilter<unknown> {
  catch(fault: unknown): Observable<never> {
    return throwError(() => fault);
  }
}
