import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** Red because something took too long or did not even run proves nothing of the guard that was taken out. */
const NO_PROOF =
  /Exceeded timeout of|Did not come true within|Cannot find module|SyntaxError:|ReferenceError:/;

/**
 * What a run of Jest with one guard taken out says: killed when the named test failed at the expectation named, else
 * why not.
 * @param results Jest's own, of the one suite
 */
export const verdictOf = ({ suite, test, expects }, { testResults }) => {
  const ran = testResults.flatMap(({ assertionResults }) => assertionResults);
  const [found, ...others] = ran.filter(({ fullName, status }) => fullName === test && status !== 'pending');
  if (!found || others.length > 0) {
    const said = testResults.map(({ message }) => stripVTControlCharacters(message)).join('\n');
    return no(`${suite} ran ${found ? others.length + 1 : 0} tests of the name "${test}"`, said);
  }
  if (found.status === 'passed') return { killed: false, survived: true, why: 'green without the guard' };
  const messages = found.failureMessages.map(stripVTControlCharacters);
  const unproven = messages.find((message) => NO_PROOF.test(message));
  if (unproven !== undefined) return no('red, which proves nothing', unproven);
  const reasons = [
    ...messages.flatMap((message) => [message.split(/\n\s+at /)[0], ...linesOnTheWay(message)]),
    ...testResults.map(({ message }) => withoutNeighbours(stripVTControlCharacters(message))),
  ];
  if (reasons.some((reason) => reason.includes(expects))) return { killed: true };
  return no(`red, but not for "${expects}"`, messages.join('\n'));
};

/** The lines of our own files that the stack names: among them the expectation that failed. */
const linesOnTheWay = (message) =>
  [...message.matchAll(/([^\s()]+\.ts):(\d+):\d+/g)]
    .filter(([, file]) => !file.includes('node_modules'))
    .map(([, file, line]) => lineOf(resolve(file.replace('file://', '')), Number(line)));

const lineOf = (file, line) => readFileSync(file, 'utf8').split('\n')[line - 1] ?? '';

/** What Jest tells of the suite also names the cause of an error; the lines around the failing one are no reason. */
const withoutNeighbours = (message) =>
  message
    .split('\n')
    .filter((line) => !/^\s*\d+ \|/.test(line))
    .join('\n');

const LINES_MAX = 12;
const no = (why, said) => {
  const told = said.split('\n').filter((line) => line.trim() !== '');
  return { killed: false, why: [why, ...told.slice(0, LINES_MAX)].join('\n      ') };
};
