/** Bars for a terminal, a line every few seconds for a log. */
const REDRAW_MS = 150;
const LOG_EVERY_MS = 5_000;
const BAR_WIDTH = 24;

export class Progress {
  private readonly counts = new Map<string, { done: number; total: number }>();
  private lastShown = 0;
  private drawn = false;
  private readonly terminal = process.stderr.isTTY;
  private readonly started = Date.now();

  /** A bar appears when its total is first set. */
  expect(name: string, total: number): void {
    this.counts.set(name, { done: this.counts.get(name)?.done ?? 0, total });
    this.show();
  }

  step(name: string): void {
    const count = this.counts.get(name);
    if (count) count.done++;
    this.show();
  }

  at(name: string, done: number, total: number): void {
    this.counts.set(name, { done, total });
    this.show();
  }

  /** Says something that stays. */
  say(text: string): void {
    if (this.drawn) process.stderr.write('\r\u001b[2K');
    this.drawn = false;
    process.stderr.write(`${text}\n`);
  }

  end(): void {
    this.lastShown = 0;
    this.show();
    if (this.drawn) process.stderr.write('\n');
    this.drawn = false;
  }

  private show(): void {
    const now = Date.now();
    if (now - this.lastShown < (this.terminal ? REDRAW_MS : LOG_EVERY_MS)) return;
    this.lastShown = now;
    const seconds = ((now - this.started) / 1000).toFixed(0).padStart(3);
    const parts = [...this.counts].map(([name, { done, total }]) => {
      const share = total === 0 ? 1 : Math.min(1, done / total);
      const bar = this.terminal ? ` ${'█'.repeat(Math.round(share * BAR_WIDTH)).padEnd(BAR_WIDTH, '·')}` : '';
      return `${name}${bar} ${done}/${total}`;
    });
    const line = `${seconds} s  ${parts.join('   ')}`;
    process.stderr.write(this.terminal ? `\r\u001b[2K${line}` : `${line}\n`);
    this.drawn = this.terminal;
  }
}
