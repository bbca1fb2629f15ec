import { type Command, COMMANDS } from '@okuru/scan-engine';
import { z } from 'zod';
import { Flow } from '../page/flow.js';
import { A4 } from '../page/paper.js';
import { GREY, type Press } from '../page/press.js';
import type { DocumentKind } from '../document/document.js';
import { Words } from '../shop-facts/shop-facts.js';

/** Every command of the scan engine but the carton, which there is one of for each package. */
const WORDS: Readonly<Record<Exclude<Command, 'CARTON'>, { icon: string; word: string; meaning: string }>> = {
  NEXT: { icon: '→', word: '次へ', meaning: 'この画面を終えて次に進む' },
  UNDO: { icon: '←', word: 'ひとつ戻す', meaning: '最後のスキャンを取り消す' },
  ACK: { icon: '✓', word: '確認した', meaning: '止まった警告を読んで続ける' },
  SHORT: { icon: '−', word: '欠品', meaning: '棚に足りない' },
  DAMAGE: { icon: '×', word: '破損', meaning: '商品が傷んでいる' },
  BOX: { icon: '＋', word: '箱を追加', meaning: '次の箱(個口)を始める' },
  PRINT: { icon: '▤', word: '印刷', meaning: '送り状を出し、印刷の画面を開く' },
  HOLD: { icon: '■', word: '保留', meaning: '理由を付けて脇に置く' },
  HELP: { icon: '？', word: '使い方', meaning: 'キーと操作コードの一覧を開く' },
  LOGOUT: { icon: '⇄', word: '交代', meaning: '作業者を替わる' },
};

/** Barcodes that do what the keys and buttons do, for who works by scanner alone. */
const CommandSheet = z.strictObject({
  shopName: Words(100),
  /** Packages to change to, as `^C:CARTON-…`. */
  cartons: z
    .array(
      z.strictObject({
        code: z.string().regex(/^[\w-]{1,32}$/, 'must be up to 32 letters, digits, _ and -'),
        name: Words(40),
        /** Outer sides in mm. */
        sizeMm: z
          .strictObject({ length: z.int().min(1), width: z.int().min(1), height: z.int().min(1) })
          .optional(),
      }),
    )
    .max(40),
});
type CommandSheet = z.infer<typeof CommandSheet>;

interface Tile {
  readonly code: string;
  readonly icon: string;
  readonly word: string;
  readonly meaning: string;
}

const MARGIN = 14;
const ACROSS = 2;
const TILE_MM = 39;
const GAP_MM = 6;

const draw = (press: Press, sheet: CommandSheet): void => {
  const title = `操作コード表 ${sheet.shopName}`;
  const flow = new Flow(press, A4, MARGIN, (again) => {
    again.text(`${title}(続き)`, { x: MARGIN, y: MARGIN, width: 182, size: 9, colour: GREY });
    return MARGIN + 8;
  });
  press.text('操作コード表', { x: MARGIN, y: MARGIN, width: 90, size: 18, weight: 'bold' });
  press.text(sheet.shopName, {
    x: MARGIN + 90,
    y: MARGIN,
    width: 92,
    height: 8,
    size: 10,
    align: 'right',
    stands: 'middle',
  });
  flow.y = MARGIN + 12;
  tiles(flow, commandTiles());
  if (sheet.cartons.length > 0) {
    flow.gap(2);
    flow.room(8 + TILE_MM);
    flow.text('箱を変更', { size: 13, weight: 'bold' });
    flow.gap(2);
    tiles(flow, cartonTiles(sheet));
  }
};

const commandTiles = (): Tile[] =>
  COMMANDS.flatMap((command) => (command === 'CARTON' ? [] : [{ code: `^C:${command}`, ...WORDS[command] }]));

const cartonTiles = ({ cartons }: CommandSheet): Tile[] =>
  cartons.map(({ code, name, sizeMm }) => ({
    code: `^C:CARTON-${code}`,
    icon: '□',
    word: name,
    meaning: sizeMm ? `${sizeMm.length} × ${sizeMm.width} × ${sizeMm.height} mm` : code,
  }));

/** Apart from each other, so that a scanner held a little askew does not read the neighbour. */
const tiles = (flow: Flow, all: readonly Tile[]): void => {
  const width = (flow.width - (ACROSS - 1) * GAP_MM) / ACROSS;
  for (let at = 0; at < all.length; at += ACROSS) {
    flow.room(TILE_MM);
    for (const [column, tile] of all.slice(at, at + ACROSS).entries())
      drawTile(flow.press, tile, flow.left + column * (width + GAP_MM), flow.y, width);
    flow.y += TILE_MM + GAP_MM;
  }
};

const drawTile = (
  press: Press,
  { code, icon, word, meaning }: Tile,
  x: number,
  y: number,
  width: number,
): void => {
  press.frame(x, y, width, TILE_MM, { line: 0.3 });
  press.text(icon, {
    x: x + 2,
    y: y + 1.5,
    width: 12,
    height: 11,
    size: 22,
    weight: 'bold',
    align: 'center',
    stands: 'middle',
    leading: 1,
  });
  press.text(word, {
    x: x + 15,
    y: y + 1.5,
    width: width - 17,
    height: 7.5,
    size: 15,
    weight: 'bold',
    stands: 'middle',
    leading: 1.1,
  });
  press.text(meaning, { x: x + 15, y: y + 9, width: width - 17, height: 4.5, size: 8, stands: 'middle' });
  press.code128(code, { x: x + 1, y: y + 15.5, width: width - 2, height: 17 });
  press.text(code, {
    x,
    y: y + 33.3,
    width,
    height: 4.5,
    size: 7.5,
    align: 'center',
    stands: 'middle',
    colour: GREY,
  });
};

export const commandSheet: DocumentKind<typeof CommandSheet> = {
  name: 'command-sheet',
  title: { ja: '操作コード表', en: 'command sheet' },
  paper: A4,
  input: CommandSheet,
  example: {
    shopName: 'おくる商店',
    cartons: [
      { code: 'S60', name: '60サイズ', sizeMm: { length: 250, width: 200, height: 140 } },
      { code: 'S80', name: '80サイズ', sizeMm: { length: 350, width: 250, height: 190 } },
      { code: 'BAG-A4', name: 'A4 クッション封筒' },
    ],
  },
  draw,
};
