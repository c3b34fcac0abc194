/** A line on standard error that tells how far long work has come; only on a terminal. */

const INTERVAL = 200;

export class Progress {
  private documents = 0;
  private bytes = 0;
  private readonly began = performance.now();
  private lastShown = 0;
  private shown = false;

  /** @param totalBytes bytes in all, or null where nobody knows */
  constructor(private readonly totalBytes: number | null) {}

  add(documents: number, bytes: number): void {
    this.documents += documents;
    this.bytes += bytes;
    const now = performance.now();
    if (now - this.began < 500 || now - this.lastShown < INTERVAL) return;
    this.lastShown = now;
    this.shown = true;
    process.stderr.write(`\r\x1b[K${this.line(now - this.began)}`);
  }

  /** Takes the line away, before a message or at the end. */
  clear(): void {
    if (this.shown) process.stderr.write('\r\x1b[K');
    this.shown = false;
  }

  private line(elapsed: number): string {
    const rate = this.bytes / elapsed; // bytes a millisecond
    const parts = [
      `${this.documents.toLocaleString('en')} documents`,
      `${megabytes(this.bytes)} MB`,
      `${((rate * 1000) / 1e6).toFixed(1)} MB/s`,
    ];
    if (this.totalBytes) {
      const left = Math.max(0, this.totalBytes - this.bytes) / Math.max(rate, 1e-9) / 1000;
      parts.splice(2, 0, `${Math.min(100, Math.floor((100 * this.bytes) / this.totalBytes))} %`);
      parts.push(`${duration(left)} left`);
    }
    return parts.join('  ');
  }
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);

function duration(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
