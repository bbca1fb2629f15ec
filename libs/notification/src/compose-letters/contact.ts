/** Whom a letter goes to. */
export interface Contact {
  readonly name?: string;
  readonly email: string;
}

/** Where the goods go, as the buyer wrote it. */
export interface ShipTo {
  readonly name?: string;
  readonly postalCode?: string;
  readonly prefecture?: string;
  readonly city?: string;
  readonly street?: string;
  readonly building?: string;
}

const ADDRESS = /^[^\s@<>(),;:"[\]\\\p{Cc}]+@[^\s@<>(),;:"[\]\\\p{Cc}]+$/u;
const ADDRESS_CHARS_MAX = 254;

/** The contact out of what was sealed; null when it holds no address a letter can be sent to. */
export const contactFrom = (opened: object): Contact | null => {
  const { name, email } = opened as Record<string, unknown>;
  if (typeof email !== 'string' || email.length > ADDRESS_CHARS_MAX || !ADDRESS.test(email)) return null;
  return typeof name === 'string' && name.trim() !== '' ? { name, email } : { email };
};

const SHIP_TO_FIELDS = ['name', 'postalCode', 'prefecture', 'city', 'street', 'building'] as const;

export const shipToFrom = (opened: object): ShipTo => {
  const given = opened as Record<string, unknown>;
  const said = SHIP_TO_FIELDS.flatMap((field) => {
    const value = given[field];
    return typeof value === 'string' && value.trim() !== '' ? [[field, value] as const] : [];
  });
  return Object.fromEntries(said);
};
