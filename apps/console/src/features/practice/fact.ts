import type { ShortageCause } from '@okuru/contracts';

/** What happened in the practice shop. An exercise is judged by these alone. */
export type Fact =
  | { readonly kind: 'scanned'; readonly sku: string; readonly units: number; readonly isComplete: boolean }
  | { readonly kind: 'blocked'; readonly reason: string; readonly sku?: string }
  | { readonly kind: 'missing'; readonly sku: string; readonly cause: ShortageCause }
  | { readonly kind: 'package'; readonly packageCode: string; readonly reason: string }
  | { readonly kind: 'picked' | 'short'; readonly sku: string }
  | { readonly kind: 'picking-finished' }
  | { readonly kind: 'closed' | 'handed-over'; readonly parcelId: string };
