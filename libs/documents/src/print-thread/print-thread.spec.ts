import { DocumentFault } from '../words/document-fault.js';
import { printJobs, type PrintJob } from './print-jobs.js';
import { PrintThread } from './print-thread.js';

const createdAt = new Date('2026-01-15T03:04:05Z');
const shelf = (name: string): PrintJob => ({ name: 'shelf-label', data: { shelf: name } });

/** A thread that does what the first job says: it answers, names the document at fault, fails of itself, dies or never answers. */
const SCRIPT = `
  import { parentPort } from 'node:worker_threads';
  parentPort.on('message', ({ id, jobs }) => {
    const { name } = jobs[0];
    if (name === 'ok') parentPort.postMessage({ id, printed: { pdf: Buffer.from('%PDF ' + jobs.length), pages: 1, remarks: [] } });
    if (name === 'data') parentPort.postMessage({ id, fault: 'shelf: is empty', document: 7 });
    if (name === 'ours') parentPort.postMessage({ id, fault: 'RangeError: no' });
    if (name === 'dies') process.exit(1);
  });`;

class ScriptedThread extends PrintThread {
  protected override workerFile(): URL {
    return new URL(`data:text/javascript,${encodeURIComponent(SCRIPT)}`);
  }
}
const jobs = (name: string, count = 1): PrintJob[] =>
  Array.from({ length: count }, () => ({ name, data: {} }));

describe('the printing thread', () => {
  let thread: PrintThread;
  beforeEach(() => {
    thread = new ScriptedThread();
  });
  afterEach(() => thread.onModuleDestroy());

  it('gives each its own bytes', async () => {
    const printed = await Promise.all([1, 2, 3].map((count) => thread.print(jobs('ok', count), createdAt)));
    expect(printed.map(({ pdf }) => pdf.toString())).toEqual(['%PDF 1', '%PDF 2', '%PDF 3']);
  });

  it('says which document is at fault, and keeps our own faults apart', async () => {
    const fault = await thread.print(jobs('data'), createdAt).catch((thrown: unknown) => thrown);
    expect(fault).toBeInstanceOf(DocumentFault);
    expect(fault).toMatchObject({ message: 'shelf: is empty', document: 7 });
    const own = await thread.print(jobs('ours'), createdAt).catch((thrown: unknown) => thrown);
    expect(own).not.toBeInstanceOf(DocumentFault);
  });

  it('that dies fails who waits, and starts again for the next', async () => {
    const waits = thread.print(jobs('silent'), createdAt);
    const dies = thread.print(jobs('dies'), createdAt);
    await expect(waits).rejects.toThrow('the printing thread ended');
    await expect(dies).rejects.toThrow('the printing thread ended');
    expect((await thread.print(jobs('ok'), createdAt)).pages).toBe(1);
  });

  it('takes no more than it can print in a while, but one run of any size', async () => {
    const long = expect(thread.print(jobs('silent', 4_001), createdAt)).rejects.toThrow('the process ends');
    await expect(thread.print(jobs('ok'), createdAt)).rejects.toThrow(/too many documents/);
    await thread.onModuleDestroy();
    await long;
  });
});

describe('jobs', () => {
  it('say which of them cannot be printed, by its data or by its bars', async () => {
    await expect(printJobs([shelf('A-01'), shelf('棚')], createdAt)).rejects.toMatchObject({ document: 1 });
    const long = {
      name: 'item-label',
      data: { name: '皿', sku: 'X', code: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ-abcdefghij', copies: 1 },
    };
    await expect(printJobs([shelf('A-01'), shelf('A-02'), long], createdAt)).rejects.toMatchObject({
      document: 2,
    });
    await expect(printJobs([{ name: 'poster', data: {} }], createdAt)).rejects.toThrow(
      'no document "poster"',
    );
  });
});
