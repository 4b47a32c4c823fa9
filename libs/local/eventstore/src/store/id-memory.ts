/**
 * Remembers recent ids per stream, for appends that name no revision: bounded, best effort.
 * Two generations, because evicting the oldest key of a large Map one at a time is quadratic.
 */
export class IdMemory {
  private recent = new Map<string, number>();
  private older = new Map<string, number>();

  constructor(private readonly perGeneration = 50_000) {}

  remember(stream: number, id: string, revision: number): void {
    if (this.recent.size >= this.perGeneration)
      [this.older, this.recent] = [this.recent, new Map()];
    this.recent.set(`${id}${stream}`, revision);
  }

  find(stream: number, id: string): number | undefined {
    return this.recent.get(`${id}${stream}`) ?? this.older.get(`${id}${stream}`);
  }

  forget(stream: number, id: string): void {
    this.recent.delete(`${id}${stream}`);
    this.older.delete(`${id}${stream}`);
  }
}
