import { areaOf, type FilledArea, filledAreaOf, type RemoteArea } from './tariffs/remote-areas.js';

/** When waybills are printed: after the last good scan, or for a batch before it is packed. */
export const LABEL_MODES = ['after-check', 'before-check'] as const;
export type LabelMode = (typeof LABEL_MODES)[number];

/** What the shop's word on a service holds; the form shows a part of it. */
export interface ServiceWord {
  readonly carrier: string;
  readonly service: string;
  readonly inUse: boolean;
  readonly cutOff?: string;
  readonly labelMode?: LabelMode;
  readonly remoteAreas?: readonly RemoteArea[];
}

export interface CarrierWords {
  readonly services: readonly ServiceWord[];
  readonly shopClosed?: object;
}

/** A service as the form has it. */
export interface FilledService {
  readonly inUse: boolean;
  /** Empty: as the carrier's table has it. */
  readonly cutOff: string;
  readonly labelMode: LabelMode;
  readonly areas: readonly FilledArea[];
}

/** As it is put: what is no number stays text, for the server to name. */
type PutService = Omit<ServiceWord, 'remoteAreas'> & { readonly remoteAreas?: readonly object[] };

export const keyOf = ({ carrier, service }: Pick<ServiceWord, 'carrier' | 'service'>): string =>
  `${carrier}/${service}`;

/** Without a word of the shop a service is used as its carrier's table has it. */
export const filledServiceOf = (word: ServiceWord | undefined): FilledService => ({
  inUse: word?.inUse ?? true,
  cutOff: word?.cutOff ?? '',
  labelMode: word?.labelMode ?? 'after-check',
  areas: (word?.remoteAreas ?? []).map(filledAreaOf),
});

/** All words of the shop with these changes; what the form does not show stays. */
export const mergedServices = (
  { services, shopClosed }: CarrierWords,
  changes: ReadonlyMap<string, FilledService>,
): { readonly services: readonly PutService[]; readonly shopClosed?: object } => {
  const changed = (word: ServiceWord): PutService => {
    const change = changes.get(keyOf(word));
    if (!change) return word;
    const { cutOff: _cutOff, labelMode: _labelMode, remoteAreas: _areas, ...rest } = word;
    return {
      ...rest,
      inUse: change.inUse,
      ...(change.cutOff === '' ? {} : { cutOff: change.cutOff }),
      ...(change.labelMode === 'after-check' ? {} : { labelMode: change.labelMode }),
      ...(change.areas.length === 0 ? {} : { remoteAreas: change.areas.map(areaOf) }),
    };
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
