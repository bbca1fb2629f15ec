/** What letters say of the sender. A class, so that Nest can hand it out by its name. */
export class Shop {
  constructor(
    readonly name: string,
    /** `Name <address>`, also where the buyer's answer goes. */
    readonly from: string,
    readonly timeZone: string,
    /** Days from the confirmation to the dispatch that the shop promises an order without a date (引渡時期). */
    readonly shipsWithinDays: number,
    /** Where the seller is and answers the telephone, which the law asks a letter on a prepaid order to say (特定商取引法 13 条). */
    readonly address: string | null,
    readonly phone: string | null,
  ) {}
}

/** The bare address of `Name <address>`. */
export const addressOf = (from: string): string => /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim();
