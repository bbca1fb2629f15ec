import { Language as LanguageField } from '@okuru/contracts';
import type { z } from 'zod';

/** The languages letters are written in. */
export type Language = z.infer<typeof LanguageField>;
