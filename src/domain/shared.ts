/** Asks for something by name, together with others who ask for the same. */
export type Shared<T> = (name: string, ask: () => Promise<T>) => Promise<T>;

interface Asking<T> {
  running: Promise<T>;
  /** Those who came while it ran; they ask after it, since what it sees may be older than they are. */
  next: Promise<T> | null;
}

/**
 * Many who ask for the same at once share few answers, and none is older than the question: who comes while the same is being asked
 * waits for the next time, with all others who wait.
 */
export function createShared<T>(): Shared<T> {
  const asked = new Map<string, Asking<T>>();

  const start = (name: string, ask: () => Promise<T>): Promise<T> => {
    const asking: Asking<T> = { running: ask(), next: null };
    asked.set(name, asking);
    const end = (): void => {
      if (asking.next === null) asked.delete(name);
    };
    asking.running.then(end, end);
    return asking.running;
  };

  return (name, ask) => {
    const asking = asked.get(name);
    if (asking === undefined) return start(name, ask);
    const begin = (): Promise<T> => start(name, ask);
    return (asking.next ??= asking.running.then(begin, begin));
  };
}
