import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@okuru/platform';
import type { EventData } from '@okuru/contracts';
import { composeLetter } from '../compose-letters/compose-letter.js';
import type { Language } from '../compose-letters/language.js';
import { Shop } from '../compose-letters/shop.js';
import { type ItemName, ItemNameStore } from '../know-items/item-name.store.js';
import { nameIn } from '../send-letters/to-mail.js';
import { breaksPromise, delayedFacts } from '../write-letters/broken-promise.js';
import { LetterInboxStore } from '../write-letters/letter-inbox.store.js';
import { type PreviewedOrder, PreviewedOrders } from './previewed-orders.store.js';

type Delay = Omit<EventData<'parcels.delayed'>, 'at'>;

/** A letter as the buyers of one language would get it. */
export interface LetterPreview {
  readonly language: Language;
  /** How many of them there are. */
  readonly letters: number;
  readonly subject: string;
  readonly text: string;
}

export interface Previews {
  /** Orders whose buyers would be written to. */
  readonly orderIds: readonly string[];
  /** One for each language, of the first such order in it; none where nobody would be written to. */
  readonly previews: readonly LetterPreview[];
}

const LANGUAGES: readonly Language[] = ['ja', 'en'];
/** Stands where the buyer's name will: no seal is opened for a preview. */
const SOMEBODY: Readonly<Record<Language, string>> = { ja: '（お客様のお名前）', en: '(name of the buyer)' };

/** The letters that a delay would bring, by the rule and the composer that will write them. */
@Injectable()
export class PreviewLetters {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly orders: PreviewedOrders,
    private readonly letters: LetterInboxStore,
    private readonly names: ItemNameStore,
    private readonly shop: Shop,
  ) {}

  ofDelays(delays: readonly Delay[]): Promise<Previews> {
    return this.unitOfWork.read(async (tx) => {
      const orderIds = [...new Set(delays.map(({ orderId }) => orderId))];
      const confirmedAt = await this.letters.confirmedAt(tx, orderIds);
      const orders = await this.orders.find(tx, orderIds);
      const told = delays
        .filter((delay) => breaksPromise(delay, confirmedAt.get(delay.orderId), this.shop))
        .flatMap((delay) => {
          const order = orders.get(delay.orderId);
          return order ? [{ delay, order }] : [];
        });
      const skus = told.flatMap(({ delay }) =>
        delay.parcels.flatMap(({ lines }) => lines.map(({ sku }) => sku)),
      );
      const names = await this.names.bySku(tx, skus);
      return {
        orderIds: told.map(({ order }) => order.orderId),
        previews: told.length === 0 ? [] : LANGUAGES.map((language) => this.preview(language, told, names)),
      };
    });
  }

  private preview(
    language: Language,
    told: readonly { readonly delay: Delay; readonly order: PreviewedOrder }[],
    names: ReadonlyMap<string, ItemName>,
  ): LetterPreview {
    const own = told.filter(({ order }) => order.language === language);
    const { delay, order } = (own[0] ?? told[0])!;
    const { subject, text } = composeLetter(
      'delayed',
      {
        language,
        reference: order.reference,
        contact: { name: SOMEBODY[language], email: '' },
        ...(order.card ? { order: order.card } : {}),
        nameOf: (sku) => nameIn(language, names.get(sku)) ?? sku,
        shop: this.shop,
      },
      delayedFacts(delay),
    );
    return { language, letters: own.length, subject, text };
  }
}
