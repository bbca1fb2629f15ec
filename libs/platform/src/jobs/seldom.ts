/** Says a thing that may happen a thousand times a second at most once per pause, with the number of times left unsaid. */
export class Seldom {
  private silentUntil = -Infinity;
  private unsaid = 0;

  constructor(
    private readonly pauseMs: number,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  say(tell: (unsaid: number) => void): void {
    if (this.nowMs() < this.silentUntil) {
      this.unsaid += 1;
      return;
    }
    tell(this.unsaid);
    this.unsaid = 0;
    this.silentUntil = this.nowMs() + this.pauseMs;
  }
}
