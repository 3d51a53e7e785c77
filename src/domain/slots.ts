/** Bounds how many of something a process does at once. */
export interface Slots {
  /** Takes a slot; answers how to give it back (once), or null when none is free. */
  take(): (() => void) | null;
}

export function createSlots(count: number): Slots {
  let free = count;
  return {
    take() {
      if (free === 0) return null;
      free--;
      let isTaken = true;
      return () => {
        if (isTaken) free++;
        isTaken = false;
      };
    },
  };
}
