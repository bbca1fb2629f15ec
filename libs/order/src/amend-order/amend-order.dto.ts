import { PRICE_PARTS_MAX, SealedContact } from '@okuru/contracts';
import { ChargeDto, DeliveryDto, ShipToDto } from '../place-order/place-order.dto.js';
import { ListOf, Optional, Part, PhoneNumber, TextOf } from '../request/field-checks.js';

const { shape: contact } = SealedContact;
/** Without the e-mail address: it is the buyer, and another buyer has another order. */
export class AmendedContactDto {
  @Optional() @TextOf(contact.name) name?: string | null;
  @Optional() @TextOf(contact.kana) kana?: string | null;
  @Optional() @PhoneNumber() phone?: string | null;
}

/** What is to be otherwise; what is left out stays, and `null` within a part takes a field away. */
export class AmendOrderDto {
  /** The whole address anew; gift words stay. */
  @Optional() @Part(() => ShipToDto) shipTo?: ShipToDto | null;
  @Optional() @Part(() => AmendedContactDto) contact?: AmendedContactDto | null;
  @Optional() @Part(() => DeliveryDto) delivery?: DeliveryDto | null;
  /** All charges anew, for carriage to another place may cost otherwise. */
  @Optional() @ListOf(() => ChargeDto, 0, PRICE_PARTS_MAX) charges?: ChargeDto[] | null;
  /** Refused with what to do instead. */
  @Optional() lines?: unknown;
}
