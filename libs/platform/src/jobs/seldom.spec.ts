import { Seldom } from './seldom.js';

it('says a thing once per pause and counts the rest', () => {
  let now = 0;
  const said: number[] = [];
  const seldom = new Seldom(1_000, () => now);
  for (; now < 1_000; now += 100) seldom.say((unsaid) => said.push(unsaid));
  seldom.say((unsaid) => said.push(unsaid));
  seldom.say((unsaid) => said.push(unsaid));
  expect(said).toEqual([0, 9]);
});
