import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import { basename, dirname, join } from 'node:path';
import { isMainThread } from 'node:worker_threads';

/** Loaded before a service's main by `--profile`: where its main thread spends its time, written when it ends. */
const folder = process.env['BENCH_PROFILE_DIR'];
if (folder && isMainThread) {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.start');
  process.once('exit', () => {
    session.post('Profiler.stop', (fault, answer) => {
      if (fault) return;
      const name = basename(dirname(dirname(process.argv[1] ?? 'process')));
      writeFileSync(join(folder, `${name}-${process.pid}.cpuprofile`), JSON.stringify(answer.profile));
    });
  });
}
