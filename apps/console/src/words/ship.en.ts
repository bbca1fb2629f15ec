/** Under the keys of `ship.ja.ts`. */
export const shipEn = {
  title: 'Hand over',
  chooseCage: 'Choose the cage (carrier), or scan its code',
  cage: 'Cage of {{carrier}}',
  scan: 'Scan the waybill',
  waiting: '{{count}} left',
  left: '{{count}} handed over',
  handedOver: 'Handed over: {{waybill}}',
  already: 'This parcel has left already.',
  offline: 'No connection, so nothing can be handed over. Keep the parcel out of the cage and wait.',
  notWaybill: 'That is no waybill.',
  none: 'No parcel waits to be handed over.',
  change: 'Change the cage',
  cageNone: 'No parcel waits for this cage now.',
} as const;

export const queueEn = {
  title: 'Refused records',
  explain: 'The server did not take these. Look at each of them.',
  again: 'Send again',
  away: 'Seen, put away',
  none: 'Nothing was refused.',
  by: { scanner: 'scan', manual: 'typed' },
} as const;
