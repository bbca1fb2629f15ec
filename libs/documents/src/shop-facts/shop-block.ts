import type { Press } from '../page/press.js';
import type { Sender } from './shop-facts.js';

const SIZE = 8.5;
/** Of the height, at most. */
const NAME_PART = 0.35;

/**
 * The shop with how to reach it, and its registration number where it has one; the answer is the height in mm. With a `height`
 * its letters shrink until all fits.
 */
export const shopBlock = (
  press: Press,
  shop: Sender,
  place: { x: number; y: number; width: number; height?: number; registrationNumber?: string | undefined },
): number => {
  const { x, width } = place;
  let { y } = place;
  const nameHeight = place.height === undefined ? {} : { height: place.height * NAME_PART };
  y += press.text(shop.name, { x, y, width, ...nameHeight, size: 12, weight: 'bold' }) + 0.5;
  const reach = [
    shop.postcode && `〒${shop.postcode}`,
    shop.address,
    shop.phone && `TEL ${shop.phone}`,
    shop.email,
    place.registrationNumber && `登録番号 ${place.registrationNumber}`,
  ].filter((line) => line !== undefined && line !== '');
  const restHeight = place.height === undefined ? {} : { height: place.y + place.height - y };
  y += press.text(reach.join('\n'), { x, y, width, ...restHeight, size: SIZE });
  return y - place.y;
};
