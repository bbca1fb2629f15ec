import { z } from 'zod';
import { CARD } from '../page/paper.js';
import type { Press } from '../page/press.js';
import type { DocumentKind } from '../document/document.js';
import { Words } from '../shop-facts/shop-facts.js';

const ROLES = { warehouse: '倉庫', lead: '倉庫責任者', office: '事務', admin: '管理者' } as const;

/** The card with which a person signs in. Whoever holds it is that person: it is printed once, and kept nowhere. */
const Badge = z.strictObject({
  shopName: Words(60),
  name: Words(60),
  role: z.enum(['warehouse', 'lead', 'office', 'admin']),
  /** As it was shown when it was made, `^B:` and 26 letters and digits. */
  badge: z
    .string()
    .regex(
      /^\^B:[0-9A-HJKMNP-TV-Z]{26}$/,
      'must be the badge as it was shown: ^B: and 26 letters and digits',
    ),
});
type Badge = z.infer<typeof Badge>;

const draw = (press: Press, { shopName, name, role, badge }: Badge): void => {
  press.page(CARD);
  press.frame(0, 0, CARD.widthMm, 9, { fill: '#222222' });
  press.text(shopName, {
    x: 4,
    y: 0,
    width: 78,
    height: 9,
    size: 10,
    weight: 'bold',
    stands: 'middle',
    colour: '#ffffff',
  });
  press.text(name, {
    x: 4,
    y: 11,
    width: 54,
    height: 14,
    size: 18,
    weight: 'bold',
    stands: 'middle',
    leading: 1.15,
  });
  press.text(ROLES[role], { x: 4, y: 26, width: 54, height: 6, size: 10, stands: 'middle' });
  press.qr(badge, { x: 59.5, y: 10.5, side: 24 });
  press.code128(badge, { x: 2, y: 36, width: 81.6, height: 14 });
};

export const badge: DocumentKind<typeof Badge> = {
  name: 'badge',
  title: { ja: '名札', en: 'staff badge' },
  paper: CARD,
  input: Badge,
  example: {
    shopName: 'おくる商店',
    name: '髙橋 ①郎',
    role: 'warehouse',
    badge: '^B:0123456789ABCDEFGHJKMNPQRS',
  },
  draw,
};
