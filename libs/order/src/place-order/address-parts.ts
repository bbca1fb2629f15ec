import type { SealedShipTo } from '@okuru/contracts';

/** Whose door it is: one buyer may send to two people in one house. */
export const addressParts = ({
  name,
  postalCode,
  prefecture,
  city,
  street,
  building = '',
}: SealedShipTo): string[] => [...[name, postalCode, prefecture, city, street, building]];
