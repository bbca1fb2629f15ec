import { PRACTICE_GOODS as GOODS } from '@okuru/scan-engine';
import { Problem } from '../../shared/http.js';
import { EXERCISE, type ExerciseId, EXERCISES, exerciseOf, openedBy } from './exercises.js';
import type { Fact } from './fact.js';
import { skuOf } from './goods.js';
import { PracticeShop } from './practice-shop.js';

type Ask = readonly [step: string, body: object];

const scan = (good: keyof typeof GOODS, count?: number): Ask => [
  'scans',
  { barcode: GOODS[good].code, ...(count === undefined ? {} : { count }) },
];
const pick = (good: keyof typeof GOODS): Ask => ['picks', { barcode: GOODS[good].code }];
const close = (waybill: string): Ask => ['close', { waybill }];
const hand = (waybill: string): Ask => ['hand-overs', { waybill }];

/** What somebody does who does as told; and where a step is the mistake, how it is stopped. */
const RIGHTLY: Readonly<Record<ExerciseId, readonly (readonly [Ask, stopped?: string])[]>> = {
  simple: [
    [scan('whiteMug')],
    [scan('towel')],
    [['weight', { grams: 480 }]],
    [['label', {}]],
    [close('PRACTICE-W1')],
  ],
  'wrong-item': [[scan('plate'), 'not-in-this-parcel'], [scan('towel')]],
  'too-many': [[scan('plate')], [scan('plate'), 'already-complete'], [scan('towel')]],
  'look-alike': [[scan('blueMug'), 'not-in-this-parcel'], [scan('whiteMug')]],
  counted: [[scan('teaBag')], [scan('teaBag', 29)]],
  'not-found': [[pick('towel')], [pick('towel')], [['shorts', {}]]],
  damaged: [
    [scan('plate')],
    [['missing', { sku: skuOf('plate'), quantity: 1, cause: 'damaged' }]],
    [['', {}]],
    [scan('plate')],
    [scan('towel')],
  ],
  'other-package': [[['package', { packageCode: 'PRACTICE-80', reason: 'does-not-fit' }]]],
  'swapped-label': [[close('PRACTICE-W2'), 'wrong-waybill'], [close('PRACTICE-W1')]],
  cancelled: [[hand('PRACTICE-W3')], [hand('PRACTICE-W4'), 'void-waybill'], [hand('PRACTICE-W5')]],
};

/** Does the steps one after the other, and answers whether the exercise is passed before each and at the end. */
const passedAfter = async (
  id: ExerciseId,
  steps: readonly (readonly [Ask, stopped?: string])[],
): Promise<boolean[]> => {
  const facts: Fact[] = [];
  const shop = new PracticeShop(EXERCISE[id].setting('ja'), 'ja', (fact) => facts.push(fact));
  const kind = EXERCISE[id].screen === 'pick' ? 'pick-batches' : 'parcels';
  const passed = [EXERCISE[id].isPassed(facts)];
  for (const [nth, [[step, body], stopped]] of steps.entries()) {
    const path = step === 'hand-overs' ? '/v1/hand-overs' : `/v1/${kind}/${openedBy(id)}/${step}`;
    const done = shop.call(step === '' ? 'GET' : 'POST', path, { opId: String(nth), ...body });
    if (stopped === undefined) await done;
    else {
      const no = await done.catch((fault: unknown) => fault);
      expect(no).toBeInstanceOf(Problem);
      expect((no as Problem).body['reason']).toBe(stopped);
    }
    passed.push(EXERCISE[id].isPassed(facts));
  }
  return passed;
};

describe('the exercises', () => {
  it.each(EXERCISES)('%s is passed by doing as told, with the last step and not before', async (id) => {
    const steps = RIGHTLY[id];
    expect(await passedAfter(id, steps)).toEqual([...steps.map(() => false), true]);
  });

  it.each(EXERCISES.filter((id) => RIGHTLY[id].some(([, stopped]) => stopped)))(
    '%s is not passed where nobody met the mistake',
    async (id) => {
      const without = RIGHTLY[id].filter(([, stopped]) => !stopped);
      expect((await passedAfter(id, without)).at(-1)).toBe(false);
    },
  );

  it('are opened by the codes of their parcels', () => {
    expect(exerciseOf('PRACTICE-1')).toBe('simple');
    expect(exerciseOf('practice-10')).toBe('cancelled');
    expect(exerciseOf('PRACTICE-11')).toBeUndefined();
  });
});
