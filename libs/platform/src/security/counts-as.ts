import { SetMetadata } from '@nestjs/common';

export const COUNTED = 'okuru:counted';

/** How many requests a body stands for; it is not validated yet. */
export type Counted = (body: unknown) => number;

/** A route that takes many things at once says how many, so that a batch is no way around the rate limit. */
export const CountsAs = (counted: Counted) => SetMetadata(COUNTED, counted);
