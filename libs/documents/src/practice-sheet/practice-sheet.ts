import {
  PRACTICE_CARTONS,
  PRACTICE_GOODS,
  PRACTICE_PARCELS,
  PRACTICE_PLACES,
  PRACTICE_WAYBILLS,
  type PracticeThing,
} from '@okuru/scan-engine';
import { z } from 'zod';
import type { DocumentKind } from '../document/document.js';
import { Flow } from '../page/flow.js';
import { A4 } from '../page/paper.js';
import { GREY, type Press } from '../page/press.js';
import { Words } from '../shop-facts/shop-facts.js';

/** What somebody who practises scans in the place of goods, parcels, waybills, cartons, shelves and the cage. */
const PracticeSheet = z.strictObject({ shopName: Words(100) });
type PracticeSheet = z.infer<typeof PracticeSheet>;

const PARTS: readonly { readonly title: string; readonly things: readonly PracticeThing[] }[] = [
  { title: '商品 goods', things: Object.values(PRACTICE_GOODS) },
  { title: '箱 cartons', things: Object.values(PRACTICE_CARTONS) },
  { title: '棚・カゴ shelves and cage', things: Object.values(PRACTICE_PLACES) },
  { title: '送り状 waybills', things: PRACTICE_WAYBILLS },
  { title: '練習を開く to open an exercise', things: PRACTICE_PARCELS },
];

const MARGIN = 14;
const ACROSS = 2;
const TILE_MM = 33;
const GAP_MM = 7;
const TITLE_MM = 8;

const draw = (press: Press, { shopName }: PracticeSheet): void => {
  const title = `練習コード表 ${shopName}`;
  const flow = new Flow(press, A4, MARGIN, (again) => {
    again.text(`${title}(続き)`, { x: MARGIN, y: MARGIN, width: 182, size: 9, colour: GREY });
    return MARGIN + 8;
  });
  press.text('練習コード表', { x: MARGIN, y: MARGIN, width: 90, size: 18, weight: 'bold' });
  press.text(shopName, {
    x: MARGIN + 90,
    y: MARGIN,
    width: 92,
    height: 8,
    size: 10,
    align: 'right',
    stands: 'middle',
  });
  flow.y = MARGIN + 10;
  flow.text(
    '練習だけに使うコードです。本当の作業では使えません。 For practice only; real screens refuse these codes.',
    {
      size: 9,
    },
  );
  flow.gap(4);
  for (const part of PARTS) drawPart(flow, part);
};

/** Apart from each other, so that a scanner held a little askew does not read the neighbour. */
const drawPart = (flow: Flow, { title, things }: (typeof PARTS)[number]): void => {
  const width = (flow.width - (ACROSS - 1) * GAP_MM) / ACROSS;
  flow.room(TITLE_MM + TILE_MM);
  flow.text(title, { size: 12, weight: 'bold' });
  flow.gap(2);
  for (let at = 0; at < things.length; at += ACROSS) {
    flow.room(TILE_MM);
    for (const [column, thing] of things.slice(at, at + ACROSS).entries())
      drawTile(flow.press, thing, flow.left + column * (width + GAP_MM), flow.y, width);
    flow.y += TILE_MM + GAP_MM;
  }
};

const drawTile = (
  press: Press,
  { code, names }: PracticeThing,
  x: number,
  y: number,
  width: number,
): void => {
  press.frame(x, y, width, TILE_MM, { line: 0.3 });
  press.text(`練習 ${names.ja}`, {
    x: x + 2,
    y: y + 1,
    width: width - 4,
    height: 6.5,
    size: 12,
    weight: 'bold',
    stands: 'middle',
    leading: 1.1,
  });
  press.text(names.en, { x: x + 2, y: y + 7.2, width: width - 4, height: 4, size: 8, stands: 'middle' });
  press.code128(code, { x: x + 1, y: y + 12, width: width - 2, height: 15 });
  press.text(code, {
    x,
    y: y + 27.8,
    width,
    height: 4,
    size: 7.5,
    align: 'center',
    stands: 'middle',
    colour: GREY,
  });
};

export const practiceSheet: DocumentKind<typeof PracticeSheet> = {
  name: 'practice-sheet',
  title: { ja: '練習コード表', en: 'practice sheet' },
  paper: A4,
  input: PracticeSheet,
  example: { shopName: 'おくる商店' },
  draw,
};
