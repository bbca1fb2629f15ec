/** What the shop's word on a service holds; the form shows a part of it. */
export interface ServiceWord {
  readonly carrier: string;
  readonly service: string;
  readonly inUse: boolean;
  readonly cutOff?: string;
}

export interface CarrierWords {
  readonly services: readonly ServiceWord[];
  readonly shopClosed?: object;
}

export interface Change {
  readonly inUse: boolean;
  /** Empty: as the carrier's table has it. */
  readonly cutOff: string;
}

export const keyOf = ({ carrier, service }: Pick<ServiceWord, 'carrier' | 'service'>): string =>
  `${carrier}/${service}`;

/** All words of the shop with these changes; what the form does not show stays. */
export const mergedServices = (
  { services, shopClosed }: CarrierWords,
  changes: ReadonlyMap<string, Change>,
): CarrierWords => {
  const changed = (word: ServiceWord): ServiceWord => {
    const change = changes.get(keyOf(word));
    if (!change) return word;
    const { cutOff: _before, ...rest } = word;
    return { ...rest, inUse: change.inUse, ...(change.cutOff === '' ? {} : { cutOff: change.cutOff }) };
  };
  const known = new Set(services.map(keyOf));
  const fresh = [...changes.keys()]
    .filter((key) => !known.has(key))
    .map((key): ServiceWord => {
      const [carrier = '', service = ''] = key.split('/');
      return { carrier, service, inUse: true };
    });
  return { services: [...services, ...fresh].map(changed), ...(shopClosed ? { shopClosed } : {}) };
};
