interface Done<R> {
  readonly task: Promise<Done<R>>;
  readonly result: R;
}

/** Runs the work on the items with this many at a time, begun in their order, and yields each result as it comes. */
export async function* inParallel<T, R>(
  items: Iterator<T>,
  workers: () => number,
  work: (item: T) => Promise<R>,
  isOver: () => boolean,
): AsyncGenerator<R> {
  const running = new Set<Promise<Done<R>>>();
  for (;;) {
    while (running.size < workers() && !isOver()) {
      const next = items.next();
      if (next.done) break;
      const task: Promise<Done<R>> = work(next.value).then((result) => ({ task, result }));
      running.add(task);
    }
    if (running.size === 0) return;
    const { task, result } = await Promise.race(running);
    running.delete(task);
    yield result;
  }
}
