import { ja } from '../../words/ja.js';
import { lotsJa } from '../../words/lots.ja.js';
import { pickJa as pick } from '../../words/pick.ja.js';
import { practiceJa as practice } from '../../words/practice.ja.js';
import { shipJa as ship } from '../../words/ship.ja.js';
import { READINGS } from './readings.js';
import { parse, rubyOf } from './ruby-of.js';

const marked = (text: string): string =>
  rubyOf(text, READINGS)
    .map((run) => (run.kana === undefined ? run.text : `${run.text}(${run.kana})`))
    .join('');

const leavesOf = (words: object): string[] =>
  Object.values(words).flatMap((value: unknown) =>
    typeof value === 'string' ? [value] : leavesOf(value as object),
  );

describe('furigana', () => {
  it.each([
    ['梱包・検品', '梱包(こんぽう)・検品(けんぴん)'],
    ['送り状を読み取ってください', '送(おく)り状(じょう)を読(よ)み取(と)ってください'],
    ['重さを入れ', '重(おも)さを入(い)れ'],
    ['すべて入りました', 'すべて入(はい)りました'],
    ['数えました: 残り 3 点', '数(かぞ)えました: 残(のこ)り 3 点(てん)'],
    ['数が多い', '数(かず)が多(おお)い'],
    ['引渡し済み 1 個', '引渡(ひきわた)し済(ず)み 1 個(こ)'],
    ['済み', '済(す)み'],
    ['Order 4711', 'Order 4711'],
    ['鶴', '鶴'],
  ])('%s reads as %s', (text, reads) => expect(marked(text)).toBe(reads));

  it('never changes what is said', () => {
    const { work, pack, stop } = ja;
    for (const text of leavesOf({ work, pick, pack, ship, stop, practice }))
      expect(
        rubyOf(text, READINGS)
          .map((run) => run.text)
          .join(''),
      ).toBe(text);
  });

  it('has a reading for every kanji of the work and practice screens', () => {
    const { app, header, work, pack, hold, stop, carriers, services, keypad } = ja;
    const unread = leavesOf({
      app,
      header,
      work,
      pick,
      pack,
      hold,
      stop,
      ship,
      carriers,
      services,
      keypad,
      practice,
      lots: lotsJa,
    }).filter((text) =>
      rubyOf(text, READINGS).some((run) => run.kana === undefined && /\p{Script=Han}/u.test(run.text)),
    );
    expect(unread).toEqual([]);
  });

  it('takes the longest word that fits', () =>
    expect(rubyOf('作業者', parse('作業(さぎょう) 作業者(さぎょうしゃ)'))).toEqual([
      { text: '作業者', kana: 'さぎょうしゃ' },
    ]));
});
